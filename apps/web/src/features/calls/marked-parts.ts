import type { SaidPhrase } from '@carillon/contract';

type Part = { text: string; marked: boolean };

/** A phrase cut where its marks begin and end. */
export function markedParts({ text, marks }: Pick<SaidPhrase, 'text' | 'marks'>): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { from, to } of marks) {
    parts.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true });
    at = to;
  }
  return [...parts, { text: text.slice(at), marked: false }].filter((part) => part.text !== '');
}

/** A phrase's place as the address has it, `recording-second`. */
export const placeOf = ({ n, seconds }: Pick<SaidPhrase, 'n' | 'seconds'>): string => `${n}-${seconds ?? 0}`;

/** The other way round; undefined for what is no place. */
export function readPlace(text: string | undefined): { n: number; seconds: number } | undefined {
  const [, n, seconds] = /^(\d{1,5})-(\d{1,6}(?:\.\d{1,3})?)$/.exec(text ?? '') ?? [];
  return n === undefined || seconds === undefined ? undefined : { n: Number(n), seconds: Number(seconds) };
}
