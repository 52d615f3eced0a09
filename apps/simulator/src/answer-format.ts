/** JSON as PHP writes it: `/` as `\/`, everything beyond ASCII as `\uXXXX`. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same answer for `format=xml`: root `<answer>`, items of a list as `<value>`. */
export function phpXml(body: object): string {
  return `<?xml version="1.0"?>\n<answer>${children(body)}</answer>\n`;
}

function children(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<value>${children(item)}</value>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, item]) => `<${key}>${children(item)}</${key}>`)
      .join('');
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return escape(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
