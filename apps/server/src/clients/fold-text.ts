/** Letters of the Tatar, Bashkir, Kazakh, Ukrainian and Belarusian alphabets as the Russian letter a searcher types for them. */
const LETTERS: Record<string, string> = {
  ё: 'е',
  ә: 'а',
  ө: 'о',
  ү: 'у',
  ұ: 'у',
  җ: 'ж',
  ң: 'н',
  һ: 'х',
  ҳ: 'х',
  ғ: 'г',
  ґ: 'г',
  қ: 'к',
  ҡ: 'к',
  ҙ: 'з',
  ҫ: 'с',
  і: 'и',
  ї: 'и',
  є: 'е',
  ў: 'у',
  ß: 'ss',
  ł: 'l',
  ı: 'i',
  ø: 'o',
  æ: 'ae',
};
const FOREIGN = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/** Text as it is compared: lower case, ё→е, letters of kindred alphabets and accents folded, quotes gone, blanks single. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(FOREIGN, (letter) => LETTERS[letter] ?? letter)
    .replace(/\p{Script=Latin}/gu, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(/["'«»„“”‚‘’`]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
