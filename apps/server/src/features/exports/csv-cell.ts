const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^\+?\d+$/;

/**
 * A value as a cell of a CSV file. Nothing a spreadsheet would compute leaves us as such: a text that begins like a formula gets an
 * apostrophe in front. A phone number is none, and stays what it is for whoever brings the file in again.
 */
export function csvCell(value: string | number | null, delimiter: string): string {
  if (value === null) return '';
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return safe.includes(delimiter) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
