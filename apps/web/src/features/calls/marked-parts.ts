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

const LEAD_MAX = 14;

/** The same phrase with little before its first mark: in a narrow line the word that was searched for must be in sight. */
export function fromFirstMark({ text, marks }: Pick<SaidPhrase, 'text' | 'marks'>): Pick<SaidPhrase, 'text' | 'marks'> {
  const first = marks[0]?.from ?? 0;
  if (first <= LEAD_MAX) return { text, marks };
  const space = text.indexOf(' ', first - LEAD_MAX);
  const cut = space === -1 || space >= first ? first : space + 1;
  const move = '…'.length - cut;
  return { text: `…${text.slice(cut)}`, marks: marks.map(({ from, to }) => ({ from: from + move, to: to + move })) };
}

/** A phrase's place as the address has it, `recording-second`. */
export const placeOf = ({ n, seconds }: Pick<SaidPhrase, 'n' | 'seconds'>): string => `${n}-${seconds ?? 0}`;

/** The other way round; undefined for what is no place. */
export function readPlace(text: string | undefined): { n: number; seconds: number } | undefined {
  const [, n, seconds] = /^(\d{1,5})-(\d{1,6}(?:\.\d{1,3})?)$/.exec(text ?? '') ?? [];
  return n === undefined || seconds === undefined ? undefined : { n: Number(n), seconds: Number(seconds) };
}
