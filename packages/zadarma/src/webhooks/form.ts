/** The fields of a delivery, each decoded once and otherwise untouched: they are what the signature covers. */
export type Form = ReadonlyMap<string, string>;

/**
 * A form-urlencoded body, decoded as PHP does: `+` is a blank, later duplicates win. Nested names stay flat (`wait_dtmf[name]`).
 * Never throws: a `%` that starts no UTF-8 character stays as it was written.
 */
export function parseForm(body: string): Form {
  const form = new Map<string, string>();
  let start = 0;
  while (start < body.length) {
    let end = body.indexOf('&', start);
    if (end === -1) end = body.length;
    const equals = body.indexOf('=', start);
    const nameEnd = equals === -1 || equals > end ? end : equals;
    if (nameEnd > start) form.set(decode(body.slice(start, nameEnd)), decode(body.slice(Math.min(nameEnd + 1, end), end)));
    start = end + 1;
  }
  return form;
}

function decode(encoded: string): string {
  const text = encoded.includes('+') ? encoded.replaceAll('+', ' ') : encoded;
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, decodeRun);
  }
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}
