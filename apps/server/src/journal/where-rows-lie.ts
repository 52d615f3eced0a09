import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { bitsByDay, hourOf, hoursOfDays } from './day-words.ts';
import { clockConditions, type Journal, journalConditions } from './journal-filter.ts';
import { DAY_MS, dayOf, type LaidOut, type Span } from './laid-out.ts';

/** A stretch of time, and how many rows of a filter lie in it: `least` of them at least, `most` at most. */
export type Stretch = Span & { least: number; most: number /** Whether it is of a day laid out. */; isLaidOut: boolean };

/** Days that are looked at before older ones; each next look goes further back. */
const DAYS_FIRST = 64;
const TIMES_MORE = 4;

/**
 * In which days (or hours, where the period cuts a day or the clock is asked) rows of a filter lie, newest first: the newest stretches until
 * `enough` says so, or all of them. By the days laid out; what has changed since is counted.
 */
export async function whereRowsLie(
  tx: Tx,
  asked: { journal: Journal; laidOut: LaidOut },
  enough: (stretches: readonly Stretch[], from: number) => boolean,
): Promise<Stretch[]> {
  const { journal, laidOut } = asked;
  const { whole, direct } = laidOut;
  const stretches = await read(tx, direct.length === 0 ? [] : [ofCalls(journal, direct)]);
  for (let [to, days] = [whole.to, DAYS_FIRST]; to > whole.from; days *= TIMES_MORE) {
    const from = Math.max(whole.from, dayOf(to - 1) - (days - 1) * DAY_MS);
    stretches.push(...(await read(tx, ofSpan(asked, { from, to }))));
    stretches.sort((a, b) => b.from - a.from);
    if (enough(stretches, from)) break;
    to = from;
  }
  return stretches;
}

async function read(tx: Tx, parts: readonly RawBuilder<unknown>[]): Promise<Stretch[]> {
  if (parts.length === 0) return [];
  const { rows } = await sql<Stretch>`${sql.join([...parts], sql` union all `)}`.execute(tx);
  return rows.toSorted((a, b) => b.from - a.from);
}

type Asked = { journal: Journal; laidOut: LaidOut };

function ofSpan(asked: Asked, { from, to }: Span): RawBuilder<unknown>[] {
  const { weekday, hour } = asked.journal.filter;
  if (weekday !== undefined || hour !== undefined) return [ofHours(asked, { from, to }, ALL)];
  const [first, last] = [Math.ceil(from / DAY_MS) * DAY_MS, dayOf(to)];
  if (first > last) return [ofHours(asked, { from, to }, ALL)];
  const touched = [...new Set(asked.laidOut.due.map(dayOf))]
    .filter((day) => day >= first && day < last)
    .map((day) => new Date(day));
  return [
    ...(from < first ? [ofHours(asked, { from, to: first }, ALL)] : []),
    ...(first < last ? [ofDays(asked, { from: first, to: last }, sql`w.day <> all(${touched}::timestamptz[])`)] : []),
    ...(touched.length > 0 ? [ofHours(asked, { from: first, to: last }, sql`w.day = any(${touched}::timestamptz[])`)] : []),
    ...(last < to ? [ofHours(asked, { from: last, to }, ALL)] : []),
  ];
}

/** Of the days of a span. */
const ALL = sql`true`;

const bitsBetween = (
  { journal, laidOut: { words } }: Asked,
  { from, to }: Span,
  which: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  bitsByDay(journal.workspaceId, words, sql`w.day >= ${new Date(dayOf(from))} and w.day < ${new Date(to)} and ${which}`);

/** In milliseconds, as a number: thousands of dates take long to read. */
const instant = (at: RawBuilder<unknown>): RawBuilder<unknown> => sql`(extract(epoch from ${at}) * 1000)::float8`;
const counted = (bits: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce(bit_count(${bits}), 0)::integer`;

const ofDays = (asked: Asked, days: Span, which: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select ${instant(sql`b.day`)} as from, ${instant(sql`b.day + interval '1 day'`)} as to, ${counted(sql`b.least`)} as least, ${counted(sql`b.most`)} as most,
      true as "isLaidOut"
    from (${bitsBetween(asked, days, which)}) b where bit_count(b.most) > 0`;

const ofHours = (asked: Asked, hours: Span, which: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select ${instant(sql`h.at`)} as from, ${instant(sql`h.at + interval '1 hour'`)} as to, ${counted(hourOf(sql`b.least`))} as least,
      ${counted(hourOf(sql`b.most`))} as most, true as "isLaidOut"
    from (${bitsBetween(asked, hours, which)}) b ${hoursOfDays(asked.journal.workspaceId)}
    where ${hoursAsked(asked, hours)} and bit_count(${hourOf(sql`b.most`)}) > 0`;

/** Which hours `h` of a span the filter's clock asks for, and the bits know. */
export function hoursAsked({ journal: { filter }, laidOut: { due } }: Asked, { from, to }: Span): RawBuilder<unknown> {
  const within = sql`h.calls > 0 and h.at >= ${new Date(from)} and h.at < ${new Date(to)}`;
  const unchanged = sql`h.at <> all(${due.map((hour) => new Date(hour))}::timestamptz[])`;
  return sql.join([within, unchanged, ...clockConditions(filter, sql`h.at`)], sql` and `);
}

function ofCalls(journal: Journal, spans: readonly Span[]): RawBuilder<unknown> {
  const [starts, ends] = [spans.map(({ from }) => new Date(from)), spans.map(({ to }) => new Date(to))];
  return sql`select ${instant(sql`r.starts`)} as from, ${instant(sql`r.ends`)} as to, k.calls as least, k.calls as most, false as "isLaidOut"
    from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) r (starts, ends)
    cross join lateral (select count(*)::integer as calls from calls k
      where ${journalConditions(journal, 'in a stretch')} and k.started_at >= r.starts and k.started_at < r.ends) k
    where k.calls > 0`;
}
