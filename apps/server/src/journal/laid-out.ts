import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { coverPeriod } from './cover-period.ts';
import { type DayWords, wordsOf } from './day-words.ts';
import type { Journal } from './journal-filter.ts';
import { joinNeighbours } from './join-neighbours.ts';
import { hasWholeHours } from './roll-ups.ts';

export type Span = { from: number; to: number };
/** What is read from where, of a filter that days are laid out by. */
export type LaidOut = {
  words: DayWords;
  /** From the first whole hour of the period to the last, as far as days are laid out. */
  whole: Span;
  /** Hours in which a call has changed since. */
  due: readonly number[];
  /** Stretches that only the calls know: those hours, and what the period cuts out of an hour. */
  direct: Span[];
};

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const FAR_OFF = Date.UTC(9999, 0);
/** With more hours than this to be laid out anew the rest is no short cut. */
const DUE_MAX = 48;

export const dayOf = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

/** Undefined for a filter that days are not laid out by, or while they are far behind. */
export async function openLaidOut(tx: Tx, journal: Journal): Promise<LaidOut | undefined> {
  const { workspaceId, filter } = journal;
  const { from, to, weekday, hour, zone = 'UTC' } = filter;
  const words = await wordsOf(tx, journal);
  if (words === undefined) return undefined;
  const period = { from: from === undefined ? 0 : Date.parse(from), to: to === undefined ? FAR_OFF : Date.parse(to) };
  const due = await readDueHours(tx, workspaceId, period);
  if (due === undefined) return undefined;
  const known = await readBounds(tx, workspaceId);
  const byClock = weekday !== undefined || hour !== undefined;
  if (byClock && !hasWholeHours(zone, known)) return undefined;
  return { words, due, ...layOut(period, due, known) };
}

function layOut(period: Span, due: readonly number[], known: Span): Pick<LaidOut, 'whole' | 'direct'> {
  const segments = coverPeriod(period, ['hour']);
  const hours = segments.find(({ grain }) => grain === 'hour') ?? { from: 0, to: 0 };
  const changed = due.map((from) => ({ from: Math.max(from, period.from), to: Math.min(from + HOUR_MS, period.to) }));
  return {
    whole: { from: Math.max(hours.from, known.from), to: Math.min(hours.to, known.to) },
    direct: joinNeighbours([
      ...segments.filter(({ grain, from }) => grain === 'calls' && !due.includes(hourOf(from))),
      ...changed,
    ]),
  };
}

const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** However many marks an hour has: one look-up an hour. */
async function readDueHours(tx: Tx, workspaceId: string, { from, to }: Span): Promise<number[] | undefined> {
  const until = new Date(to);
  const next = (at: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`select least((select c.hour from call_changes c where c.workspace_id = ${workspaceId} and c.hour >= ${at} and c.hour < ${until} order by c.hour limit 1),
      (select d.hour from call_hours_due d where d.workspace_id = ${workspaceId} and d.hour >= ${at} and d.hour < ${until} order by d.hour limit 1)) as hour`;
  const { rows } = await sql<{ hour: Date }>`
    with recursive due as (
      (${next(sql`${new Date(hourOf(from))}::timestamptz`)})
      union all
      select x.hour from due cross join lateral (${next(sql`due.hour + interval '1 hour'`)}) x where due.hour is not null
    )
    select hour from due where hour is not null limit ${DUE_MAX + 1}
  `.execute(tx);
  return rows.length > DUE_MAX ? undefined : rows.map(({ hour }) => +hour);
}

async function readBounds(tx: Tx, workspaceId: string): Promise<Span> {
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select min(day) as first, max(day) as last from call_days where workspace_id = ${workspaceId}
  `.execute(tx);
  const { first, last } = rows[0] ?? { first: null, last: null };
  return first === null || last === null ? { from: 0, to: 0 } : { from: +first, to: +last + DAY_MS };
}
