import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { coverPeriod } from './cover-period.ts';
import { joinNeighbours } from './join-neighbours.ts';
import { clockConditions, type Journal, journalConditions } from './journal-filter.ts';
import { countConditions, hasWholeHours, isExact, sumsOf } from './roll-ups.ts';
import { talkBuckets } from './talk-buckets.ts';

/** A stretch of time, and how many rows of a filter lie in it: `least` of them at least, `most` at most. */
export type Stretch = { from: number; to: number; least: number; most: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FAR_OFF = Date.UTC(9999, 0);
/** With more hours of the period to be counted anew than this the roll-ups are no short cut. */
const CHANGED_MAX = 96;

/**
 * In which days and hours rows of a filter lie, newest first, by the roll-ups; what they don't know yet is counted. Undefined for a filter
 * they don't know, or while they are far behind.
 */
export async function whereRowsLie(tx: Tx, journal: Journal): Promise<Stretch[] | undefined> {
  const { weekday, hour, zone = 'UTC', from, to } = journal.filter;
  if (sumsOf(journal) === undefined) return undefined;
  const period = { from: from === undefined ? 0 : Date.parse(from), to: to === undefined ? FAR_OFF : Date.parse(to) };
  const changed = await readChangedHours(tx, journal.workspaceId, period);
  if (changed === undefined) return undefined;
  const whole = layOut(period, changed);
  const byClock = weekday !== undefined || hour !== undefined;
  if (!byClock) return newestFirst(await readSums(tx, journal, whole));
  const anyHour = await readSums(tx, withoutClock(journal), { ...whole, direct: [] });
  const first = Math.min(...anyHour.map((each) => each.from));
  const last = Math.max(...anyHour.map((each) => each.to));
  if (anyHour.length > 0 && !hasWholeHours(zone, { from: first, to: last })) return undefined;
  const onTheClock = joinNeighbours(anyHour);
  return newestFirst(await readSums(tx, journal, { days: null, notDays: [], hours: [], onTheClock, direct: whole.direct }));
}

/** Stretches of days as stretches of hours. */
export async function inHours(tx: Tx, journal: Journal, days: readonly Stretch[]): Promise<Stretch[]> {
  const hours = days.flatMap((each) => hoursOf(each));
  if (hours.length === 0) return [];
  return newestFirst(await readSums(tx, journal, { days: null, notDays: [], hours, direct: [] }));
}

const newestFirst = (stretches: Stretch[]): Stretch[] =>
  stretches.filter(({ most }) => most > 0).toSorted((a, b) => b.from - a.from);

const hoursOf = ({ from, to }: Pick<Stretch, 'from' | 'to'>): number[] =>
  Array.from({ length: Math.ceil((to - from) / HOUR_MS) }, (_, n) => from + n * HOUR_MS);

function withoutClock({ filter: { weekday: _weekday, hour: _hour, ...filter }, ...journal }: Journal): Journal {
  return { ...journal, filter };
}

/** One look-up an hour, however many marks it has. */
async function readChangedHours(
  tx: Tx,
  workspaceId: string,
  { from, to }: { from: number; to: number },
): Promise<Set<number> | undefined> {
  const next = (after: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`select c.hour from call_changes c where c.workspace_id = ${workspaceId} and c.hour > ${after} and c.hour < ${new Date(to)} order by c.hour limit 1`;
  const { rows } = await sql<{ hour: Date }>`
    with recursive h as ((${next(sql`${new Date(from - HOUR_MS)}`)}) union all select (${next(sql`h.hour`)}) from h where h.hour is not null)
    select hour from h where hour is not null limit ${CHANGED_MAX + 1}
  `.execute(tx);
  return rows.length > CHANGED_MAX ? undefined : new Set(rows.map(({ hour }) => +hour));
}

/** What is read from where: whole days but for those with an hour that has changed, hours, and stretches that only the calls know. */
type Layout = {
  days: { from: number; to: number } | null;
  notDays: number[];
  hours: number[];
  /** Hours the clock may ask for: the database chooses them, who of three years has too many to be sent. */
  onTheClock?: { from: number; to: number }[];
  direct: { from: number; to: number }[];
};

function layOut(period: { from: number; to: number }, changed: ReadonlySet<number>): Layout {
  const segments = coverPeriod(period, ['day', 'hour']);
  const [days = null] = segments.filter(({ grain }) => grain === 'day');
  const inDays = (at: number): boolean => days !== null && at >= days.from && at < days.to;
  const isAsked = (at: number): boolean =>
    inDays(at) || segments.some(({ grain, from, to }) => grain === 'hour' && at >= from && at < to);
  const notDays = [...new Set([...changed].filter(inDays).map((at) => Math.floor(at / DAY_MS) * DAY_MS))];
  const hours = [
    ...segments.filter(({ grain }) => grain === 'hour').flatMap((each) => hoursOf(each)),
    ...notDays.flatMap((from) => hoursOf({ from, to: from + DAY_MS })),
  ].filter((at) => !changed.has(at));
  const direct = [
    ...segments.filter(({ grain }) => grain === 'calls'),
    ...[...changed].filter(isAsked).map((from) => ({ from, to: from + HOUR_MS })),
  ];
  return { days, notDays, hours, direct };
}

async function readSums(tx: Tx, journal: Journal, { days, notDays, hours, onTheClock = [], direct }: Layout): Promise<Stretch[]> {
  const parts: RawBuilder<unknown>[] = [];
  const dates = (times: readonly number[]): Date[] => times.map((at) => new Date(at));
  if (days !== null)
    parts.push(
      ofCounts(
        journal,
        DAY_MS,
        sql`c.grain = 'day' and c.at >= ${new Date(days.from)} and c.at < ${new Date(days.to)}
      and c.at <> all(${dates(notDays)}::timestamptz[])`,
      ),
    );
  if (hours.length > 0)
    parts.push(ofCounts(journal, HOUR_MS, sql`c.grain = 'hour' and c.at = any(${dates(hours)}::timestamptz[])`));
  if (onTheClock.length > 0)
    parts.push(ofCounts(journal, HOUR_MS, sql`c.grain = 'hour' and c.at = any(array(${hoursBy(journal, onTheClock)}))`));
  if (direct.length > 0)
    parts.push(ofCalls(journal, { from: dates(direct.map(({ from }) => from)), to: dates(direct.map(({ to }) => to)) }));
  if (parts.length === 0) return [];
  const { rows } = await sql<{ from: Date; to: Date; least: number; most: number }>`${sql.join(parts, sql` union all `)}`.execute(
    tx,
  );
  return rows.map(({ from, to, ...counts }) => ({ from: +from, to: +to, ...counts }));
}

function ofCounts(journal: Journal, lengthMs: number, which: RawBuilder<unknown>): RawBuilder<unknown> {
  const surely = isExact(journal) ? sql`true` : sql`c.key = any(${talkBuckets(journal.filter).within})`;
  return sql`select c.at as from, c.at + ${lengthMs} * interval '1 millisecond' as to,
      coalesce(sum(c.calls) filter (where ${surely}), 0)::integer as least, sum(c.calls)::integer as most
    from call_counts c
    where c.workspace_id = ${journal.workspaceId} and c.whose = ${sql.lit(sumsOf(journal) ?? 'all')} and ${which} and ${countConditions(journal)}
    group by c.at`;
}

function hoursBy({ filter }: Journal, spans: readonly { from: number; to: number }[]): RawBuilder<unknown> {
  const [starts, ends] = [spans.map(({ from }) => new Date(from)), spans.map(({ to }) => new Date(to))];
  return sql`select h from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) r (starts, ends)
    cross join lateral generate_series(r.starts, r.ends - interval '1 hour', interval '1 hour') h
    where ${sql.join(clockConditions(filter, sql`h`), sql` and `)}`;
}

function ofCalls(journal: Journal, direct: { from: Date[]; to: Date[] }): RawBuilder<unknown> {
  return sql`select d.starts, d.ends, k.calls, k.calls from unnest(${direct.from}::timestamptz[], ${direct.to}::timestamptz[]) d (starts, ends)
    cross join lateral (select count(*)::integer as calls from calls k
      where ${journalConditions(journal, 'in a stretch')} and k.started_at >= d.starts and k.started_at < d.ends) k`;
}
