/** What was pasted, a number each: lines, or columns and lists parted by commas, semicolons and tabs. Blank ones are dropped. */
export function pastedLines(text: string): string[] {
  return text
    .split(/[\n\r,;\t]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
