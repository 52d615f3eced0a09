import { LETTERS } from './letters.ts';

const ADJECTIVE_ENDING = /[иы]й(?!\p{L})/giu;

/** Text in printable ASCII by one fixed table: `Щукин Юрий` → `Shchukin Yury`. What has no letter there is left out; blanks are collapsed. */
export function transliterate(text: string): string {
  const short = text.normalize('NFC').replace(ADJECTIVE_ENDING, (ending) => (ending === ending.toUpperCase() ? 'Y' : 'y'));
  const letters = Array.from(short);
  const ascii = letters.map((letter, i) => inAscii(letter, letters[i + 1] ?? letters[i - 1] ?? ''));
  return ascii
    .join('')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/ +/g, ' ')
    .trim();
}

function inAscii(letter: string, neighbour: string): string {
  if (isAscii(letter)) return letter;
  if (/\s/u.test(letter)) return ' ';
  const written = inTable(letter, neighbour);
  if (written !== undefined) return written;
  // é, ệ, ǆ, ﬁ, ѓ: the letters under the mark; a combining mark by itself is nothing
  const bare = Array.from(letter.normalize('NFKD').replace(/\p{M}+/gu, ''));
  return bare.map((part) => (isAscii(part) ? part : (inTable(part, neighbour) ?? ''))).join('');
}

function inTable(letter: string, neighbour: string): string | undefined {
  const lower = letter.toLowerCase();
  const written = LETTERS.get(lower);
  if (written === undefined || letter === lower) return written;
  // ЩИТ → SHCHIT, Щит → Shchit
  const shouting = neighbour !== neighbour.toLowerCase();
  return shouting ? written.toUpperCase() : written.charAt(0).toUpperCase() + written.slice(1);
}

function isAscii(letter: string): boolean {
  return letter >= ' ' && letter <= '~' && letter.length === 1;
}
