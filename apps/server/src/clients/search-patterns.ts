import { foldText } from './fold-text.ts';

const SHORT = 3; // below this a trigram index has nothing to look up inside words
const PHONE = /^[\d\s()+\-.~–—]+$/;

/**
 * What somebody typed as `like` patterns that must all hold. Each word may stand anywhere in a word of the client; words of one or two
 * letters begin one. Something that looks like a number is one fragment of digits: `8 (916) 123` and `+7 916 123` find the same.
 */
export function searchPatterns(q: string): string[] {
  const digits = q.replace(/\D/g, '');
  if (PHONE.test(q) && digits.length > 0) return [pattern(withoutTrunk(digits, q))];
  return foldText(q).split(' ').filter(Boolean).slice(0, 8).map(pattern);
}

/** Where `8` opens a national number, E.164 has another code in front of the same digits. */
function withoutTrunk(digits: string, q: string): string {
  return digits.startsWith('8') && digits.length > 4 && !q.trim().startsWith('+') ? digits.slice(1) : digits;
}

const pattern = (word: string) => (word.length < SHORT ? `% ${escapeLike(word)}%` : `%${escapeLike(word)}%`);
const escapeLike = (text: string) => text.replace(/[\\%_]/g, String.raw`\$&`);
