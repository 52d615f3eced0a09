/** The place of a row in the journal, as its list writes it. */
export type RowPlace = { at: string; id: string };

/** PostgreSQL's text of a time, to the millisecond below; NaN of `infinity`. */
export const instantOf = (at: string): number => Date.parse(at.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
