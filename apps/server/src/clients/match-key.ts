import { foldText } from './fold-text.ts';

/** Legal forms as they stand in company names, folded; the long ones first. */
const LEGAL_FORMS = [
  'общество с ограниченной ответственностью',
  'публичное акционерное общество',
  'закрытое акционерное общество',
  'открытое акционерное общество',
  'акционерное общество',
  'индивидуальный предприниматель',
]
  .concat(
    'ооо оао зао пао нао ао ип гуп муп фгуп фгбу гбу мбу ано нко тоо чп тов чуп одо llc ltd'.split(' '),
    'limited inc corp gmbh ag sa srl bv oy plc co'.split(' '),
  )
  .map((form) => form.split(' '));

/** A company's name for comparing: folded, without legal form, quotes and punctuation. Null when nothing is left. */
export function matchKey(name: string): string | null {
  let words = foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  for (const form of LEGAL_FORMS) words = withoutForm(words, form);
  return words.length > 0 ? words.join(' ') : null;
}

/** A form is left out at either end only: `Ао` may be a word of the name itself. */
function withoutForm(words: string[], form: readonly string[]): string[] {
  if (words.length <= form.length) return words;
  if (form.every((word, index) => words[index] === word)) return words.slice(form.length);
  const from = words.length - form.length;
  return form.every((word, index) => words[from + index] === word) ? words.slice(0, from) : words;
}
