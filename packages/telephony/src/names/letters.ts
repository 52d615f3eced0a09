/** Cyrillic letters, lower case; upper case follows from them. Readable, not reversible (8.2). A letter with a mark is looked up without it. */
const CYRILLIC =
  'а a, б b, в v, г g, д d, е e, ё e, ж zh, з z, и i, й y, к k, л l, м m, н n, о o, п p, р r, с s, т t, у u, ф f, х kh, ц ts, ' +
  'ч ch, ш sh, щ shch, ъ, ы y, ь, э e, ю yu, я ya, ' +
  'є ye, і i, ї yi, ґ g, ў u, ʼ, ' + // Ukrainian, Belarusian
  'ә a, ғ g, қ k, ң n, ө o, ұ u, ү u, һ h, җ j, ҙ z, ҡ k, ҫ s, ' + // Kazakh, Tatar, Bashkir
  'ӓ a, ӧ o, ӱ u, ҥ n, ҷ j, ҳ kh, ҹ j, ҝ g, ҕ g, ҽ ch, ӏ, ' + // neighbours: Mari, Yakut, Tajik, Azeri, Abkhaz, the Caucasus
  'ђ dj, ѓ g, ѕ dz, ј j, љ lj, њ nj, ћ c, ќ k, џ dz'; // Serbian, Macedonian

/** Latin letters that are no letter with a mark: Latin-1, Extended-A, Extended-B and what its capitals become, Extended Additional. */
const LATIN =
  'ß ss, æ ae, œ oe, ø o, ð d, đ d, þ th, ł l, ı i, ħ h, ŧ t, ŋ n, ĸ k, ŀ l, ə a, ǝ a, ' +
  'ƀ b, ɓ b, ƃ b, ƅ b, ƈ c, ɖ d, ɗ d, ƌ d, ƍ d, ɛ e, ƒ f, ɠ g, ɣ g, ƕ hv, ɨ i, ɩ i, ƙ k, ƚ l, ƛ l, ɯ u, ɲ n, ƞ n, ɵ o, ɔ o, ƣ gh, ƥ p, ' +
  'ʀ r, ƨ s, ʃ sh, ƪ sh, ƫ t, ƭ t, ʈ t, ʊ u, ʋ v, ƴ y, ƶ z, ʒ zh, ƹ zh, ƺ zh, ƻ dz, ƽ t, ƾ ts, ƿ w, ǥ g, ȝ y, ȡ d, ȣ ou, ȥ z, ȴ l, ȵ n, ȶ t, ' +
  'ȷ j, ȸ db, ȹ qp, ⱥ a, ȼ c, ⱦ t, ȿ s, ɀ z, ɂ, ʉ u, ʌ a, ɇ e, ɉ j, ɋ q, ɍ r, ɏ y, ǀ, ǁ, ǂ, ǃ, ẚ a, ẜ s, ẝ s, ẟ d, ỻ ll, ỽ v, ỿ y';

const SIGNS =
  `« ", » ", „ ", “ ", ” ", ‟ ", ″ ", ’ ', ‘ ', ‚ ', ‛ ', ′ ', ‹ ', › ', \` ', ´ ', ¨ ", – -, — -, − -, ‐ -, ‑ -, ‒ -, ― -, … ..., ` +
  '№ No, × x, · -, • -, ⁄ /, ÷ /, © (c), ® (r), ™, ° deg';

function table(line: string): readonly (readonly [string, string])[] {
  return line.split(', ').map((pair) => [pair.charAt(0), pair.slice(2)] as const);
}

/** How a lower-case letter or a sign is written in ASCII; with nothing where it isn't written at all. */
export const LETTERS: ReadonlyMap<string, string> = new Map([...table(CYRILLIC), ...table(LATIN), ...table(SIGNS)]);
