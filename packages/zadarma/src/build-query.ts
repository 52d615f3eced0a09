/** What a parameter may be. `null` and `undefined` leave the key out; where the API wants the words "true"/"false", pass strings. */
export type ParamValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ParamValue[]
  | { readonly [name: string]: ParamValue };
export type Params = { readonly [name: string]: ParamValue };

/**
 * Parameters as PHP's `http_build_query` (RFC 1738) writes them, sorted by the bytes of the top-level names: the very text that
 * is signed and sent. Nested maps keep the order they were given in.
 *
 * @throws {RangeError} for a number that is not finite.
 */
export function buildQuery(params: Params): string {
  const names = Object.keys(params).toSorted(byBytes);
  const pairs: string[] = [];
  for (const name of names) addPairs(pairs, encode(name), params[name]);
  return pairs.join('&');
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function addPairs(pairs: string[], encodedName: string, value: ParamValue): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'object') {
    // an array's keys are its indexes, so one loop serves lists and maps
    for (const [key, inner] of Object.entries(value)) addPairs(pairs, `${encodedName}%5B${encode(key)}%5D`, inner);
    return;
  }
  pairs.push(`${encodedName}=${encode(scalar(value))}`);
}

function scalar(value: string | number | boolean): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return phpNumber(value);
}

/** PHP writes floats with 14 significant digits and an exponent of its own style. Pass decimal strings for money. */
function phpNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('A parameter must be a finite number.');
  if (Number.isSafeInteger(value)) return String(value);
  const [digits = '0', exponentText = '0'] = value.toExponential(13).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 14) return String(Number(value.toPrecision(14)));
  const mantissa = String(Number(digits));
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function encode(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATES, '\uFFFD')).replace(/[!'()*~]|%20/g, (found) =>
    found === '%20' ? '+' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
