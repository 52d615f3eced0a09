import type { ReconciliationReport } from '@carillon/contract';

export const RECONCILE_CALLS = 'reconcile-calls';

/** Why a comparison was begun. */
export type Reason = ReconciliationReport['why'];

/** How far a comparison is: what a server that takes it over after a crash must know. */
export type Progress = {
  from: string;
  to: string;
  /** The window that is being read, and its rows read so far; `null` when all have been read. */
  reading: { start: string; skip: number } | null;
  /** The last call that was compared. */
  compared: string;
  /** The provider's failures in a row. */
  failures: number;
  /** The account's time zone by which its rows are read. */
  zone?: string;
  /** A load of the past: what it finds makes no record and no reminder, however fresh. */
  quiet?: boolean;
};

/** What is wanted of a comparison. */
export type Wanted = { from: Date; to: Date; why: Reason; quiet?: boolean };

export const DAY_MS = 86_400_000;
/** Nobody documents in which zone the provider reads the period: no zone is further away than this (api.md §6, 15). */
const EDGE_MS = 14 * 3_600_000;
/** The longest period of one request that is never cut, whatever the month. */
const WINDOW_MS = 28 * DAY_MS;
/** Windows overlap: in the night clocks are put back, an hour has the name of another one. */
const OVERLAP_MS = 2 * 3_600_000;

/** The progress of a comparison that has not begun. */
export function beginningOf({ from, to, quiet = false }: Omit<Wanted, 'why'>): Progress {
  const start = new Date(+from - EDGE_MS).toISOString();
  return { from: from.toISOString(), to: to.toISOString(), reading: { start, skip: 0 }, compared: '', failures: 0, quiet };
}

/** A window's end. */
export function windowEnd({ to }: Progress, start: Date): Date {
  return new Date(Math.min(+start + WINDOW_MS, +new Date(to) + EDGE_MS));
}

/** Where to read on after a window was read up to `end`; `null` after the last one. */
export function nextWindow({ to }: Progress, start: Date, end: Date): { start: string; skip: number } | null {
  if (+end >= +new Date(to) + EDGE_MS) return null;
  const next = Math.max(+end - OVERLAP_MS, +start + OVERLAP_MS); // always on, however little the provider gave
  return { start: new Date(next).toISOString(), skip: 0 };
}

export const daysOf = ({ from, to }: Pick<Progress, 'from' | 'to'>): number =>
  Math.max(1, Math.ceil((+new Date(to) - +new Date(from)) / DAY_MS));
