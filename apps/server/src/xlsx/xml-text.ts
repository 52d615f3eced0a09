const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML 1.0 has no way to write. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const SPECIAL = /[&<>"]/g;
/** Almost every text: looked at once instead of searched twice, a million rows long. */
const PLAIN = /^[ !#-%'-;=?-~\u00A0-\uD7FF]*$/;

/** A text inside an XML element or attribute; what XML can't hold is left out. */
export const xmlText = (text: string): string =>
  PLAIN.test(text) ? text : text.replace(UNWRITABLE, '').replace(SPECIAL, (character) => ENTITIES[character] ?? character);
