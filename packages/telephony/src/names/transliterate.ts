/** Lower-case letters of our users' Cyrillic alphabets; upper case follows from them. Readable, not reversible (8.2). */
const CYRILLIC = table(
  'а a, б b, в v, г g, д d, е e, ё e, ж zh, з z, и i, й y, к k, л l, м m, н n, о o, п p, р r, с s, т t, у u, ф f, х kh, ц ts',
  'ч ch, ш sh, щ shch, ъ, ы y, ь, э e, ю yu, я ya',
  'є ye, і i, ї yi, ґ g, ў u, ʼ', // Ukrainian, Belarusian
  'ә a, ғ g, қ k, ң n, ө o, ұ u, ү u, һ h, җ j, ҙ z, ҡ k, ҫ s', // Kazakh, Tatar, Bashkir
);

/** Latin letters that are no letter with a mark. */
const LATIN = table('ß ss, ł l, đ d, ø o, æ ae, œ oe, þ th, ð d, ı i, ħ h, ŧ t, ŋ n, ə a, ĸ k, ŀ l');

const SIGNS = table(
  `« ", » ", „ ", “ ", ” ", ‟ ", ’ ', ‘ ', ‚ ', \` ', ´ ', – -, — -, − -, ‐ -, ‑ -, … ..., № No, × x, · -, • -`,
);

function table(...lines: readonly string[]): ReadonlyMap<string, string> {
  const pairs = lines.flatMap((line) => line.split(', ')).map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]);
  return new Map(pairs);
}

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
  if (letter >= ' ' && letter <= '~') return letter;
  if (/\s/u.test(letter)) return ' ';
  const lower = letter.toLowerCase();
  const written = CYRILLIC.get(lower) ?? LATIN.get(lower) ?? SIGNS.get(letter);
  if (written === undefined) return letter.normalize('NFD').replace(/\p{M}+/gu, ''); // é, ü, š: the letter under the mark
  if (letter === lower) return written;
  // ЩИТ → SHCHIT, Щит → Shchit
  const shouting = neighbour !== neighbour.toLowerCase();
  return shouting ? written.toUpperCase() : written.charAt(0).toUpperCase() + written.slice(1);
}
