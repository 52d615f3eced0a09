/** What PHP makes of a form: text, or an array whose keys keep their order. */
export type PhpValue = string | PhpArray;
export type PhpArray = Map<string, PhpValue>;

/**
 * Parses a query string or form body as PHP does: `+` is a blank, brackets open arrays, a later duplicate wins, `k[]` appends,
 * blanks and dots in a top-level name become `_`.
 *
 * @param mangle - `false` keeps top-level names as they were sent.
 */
export function parsePhpForm(text: string, { mangle = true }: { mangle?: boolean } = {}): PhpArray {
  const form: PhpArray = new Map();
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (name !== '') putField(form, name, equals < 0 ? '' : decode(pair.slice(equals + 1)), mangle);
  }
  return form;
}

/** Adds one decoded field, expanding the brackets of its name. */
export function putField(form: PhpArray, name: string, value: string, mangle = true): void {
  const [top, keys] = path(name);
  const first = mangle ? top.replace(/^ +/, '').replace(/[ .]/g, '_') : top;
  let array = form;
  let key = first;
  for (const next of keys) {
    const inside = array.get(key);
    const deeper: PhpArray = inside instanceof Map ? inside : new Map();
    array.set(key, deeper);
    array = deeper;
    key = next === '' ? String(nextIndex(deeper)) : next;
  }
  array.set(key, value);
}

/** `http_build_query` in its RFC 1738 mode over the parameters sorted at the top level only: the text that is signed. */
export function buildSortedQuery(form: PhpArray): string {
  const sorted = [...form].toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return sorted.flatMap(([key, value]) => pairs(key, value)).join('&');
}

/** Flat fields as a form body, in their own order. */
export function buildForm(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join('&');
}

function pairs(name: string, value: PhpValue): string[] {
  if (typeof value === 'string') return [`${encode(name)}=${encode(value)}`];
  return [...value].flatMap(([key, inner]) => pairs(`${name}[${key}]`, inner));
}

/** `a[b][]` → `a` and `b`, ``. A bracket that never closes belongs to the name, as `_`. */
function path(name: string): [top: string, keys: string[]] {
  const open = name.indexOf('[');
  if (open <= 0) return [name, []];
  const keys: string[] = [];
  let at = open;
  while (name[at] === '[') {
    const close = name.indexOf(']', at);
    if (close < 0) break;
    keys.push(name.slice(at + 1, close));
    at = close + 1;
  }
  return keys.length === 0 ? [name.replace('[', '_'), []] : [name.slice(0, open), keys];
}

function nextIndex(array: PhpArray): number {
  const indexes = [...array.keys()].filter((key) => /^\d+$/.test(key)).map(Number);
  return indexes.length === 0 ? 0 : Math.max(...indexes) + 1;
}

/** RFC 1738: unreserved are letters, digits, `-`, `_`, `.`; a blank is `+`; everything else is `%XX` over UTF-8. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()) // through bytes: a lone surrogate would make it throw
    .replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function decode(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const hex = text[i] === '%' ? /^[0-9a-f]{2}/i.exec(text.slice(i + 1, i + 3))?.[0] : undefined;
    if (hex) i += 2;
    bytes.push(...(hex ? [Number.parseInt(hex, 16)] : Buffer.from(text[i] === '+' ? ' ' : (text[i] ?? ''))));
  }
  return Buffer.from(bytes).toString('utf8');
}
