/** What a column holds: `time` and `day` are somebody's wall clock (`2026-03-14 09:26:53`), `duration` is seconds, `share` is 0 to 1. */
export type ColumnKind = 'text' | 'number' | 'share' | 'time' | 'day' | 'duration';
/** A column of a sheet; the width is in characters, as spreadsheets count it. */
export type Column = { heading: string; kind: ColumnKind; width: number };
export type CellValue = string | number | null;

/** The name of a column by its place: A to Z, AA, AB … */
export function columnName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
