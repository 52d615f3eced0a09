/** Whether two ids name one recording: zeros at the end get lost on the way through a JSON number. */
export const isSameId = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && withoutLastZeros(a) === withoutLastZeros(b));

/** As text: of two such ids that are neighbours, a number would make one. */
const withoutLastZeros = (id: string): string => (/^\d+\.\d+$/.test(id) ? id.replace(/0+$/, '') : id);
