/** What stands in the dialler. `dialled`: as it is sent; the server reads it by the rules of the workspace's country. */
export type TypedNumber = { dialled: string; digits: number; suffix: string | null };

// The same words for "extension" as on clients' cards; `p` and `w` are pauses in numbers copied from telephones.
const SUFFIX = /[\s,;(]*(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|x|х|p|w|#|,|;)\s*[.:=]?\s*(\d{1,8})\s*\)?\s*$/iu;

/** Reads what was typed or pasted: blanks, brackets, dashes, `tel:`, and an extension to be dialled after the answer (3.2). */
export function typedNumber(text: string): TypedNumber {
  const plain = text.replace(/^\s*(?:tel|callto|sip):/iu, '').replace(/;ext=/iu, ' ext ');
  const suffix = SUFFIX.exec(plain);
  const bare = suffix ? plain.slice(0, suffix.index) : plain;
  const dialled = bare.replaceAll(/[^\d+*]/gu, '').replaceAll(/(?!^)\+/gu, '');
  return { dialled, digits: dialled.replaceAll(/\D/gu, '').length, suffix: suffix?.[1] ?? null };
}

/** True for text that holds words: then somebody is looked for by name. */
export const isWords = (text: string): boolean => typedNumber(text).digits < 2 && /\p{L}{2}/u.test(text);
