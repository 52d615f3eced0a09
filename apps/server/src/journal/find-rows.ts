import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { joinNeighbours } from './join-neighbours.ts';
import { callsSaidIn, type Journal, journalConditions } from './journal-filter.ts';
import { dayOf, type LaidOut, openLaidOut } from './laid-out.ts';
import { instantOf, type RowPlace } from './row-place.ts';
import { type RowOfStretch, rowsOfDays } from './rows-of-days.ts';
import { type Stretch, whereRowsLie } from './where-rows-lie.ts';

type Wanted = { after: RowPlace | null; limit: number };
/** The ids of the next rows, newest first by their times, and how many rows there are at all, counted no further than `TOTAL_MAX + 1`. */
export type FoundRows = { ids: string[]; total: number };

export const TOTAL_MAX = 10_000;
/** More ranges than this are walked through as one. */
const RANGES_MAX = 200;

/**
 * The next rows of the journal behind a place. Where days are laid out by the filter's words, they say how many rows there are and which,
 * so that what is rare among ten millions is not looked for among the others.
 */
export async function findRows(tx: Tx, journal: Journal, wanted: Wanted): Promise<FoundRows> {
  const upTo = wanted.after === null ? Number.POSITIVE_INFINITY : instantOf(wanted.after.at);
  const laidOut = Number.isNaN(upTo) ? undefined : await openLaidOut(tx, journal);
  if (laidOut === undefined) return walk(tx, journal, wanted);
  const known = await whereRowsLie(
    tx,
    { journal, laidOut },
    (stretches, from) => leastOf(stretches) > TOTAL_MAX && leastOf(stretches.filter(isBehind(from, upTo))) >= wanted.limit,
  );
  const taken = takeEnough(known, upTo, wanted.limit);
  if (laidOut.words.isExact) return { ids: await rowsOf(tx, { journal, laidOut }, { ...wanted, taken }), total: leastOf(known) };
  const total = leastOf(known) > TOTAL_MAX ? leastOf(known) : await countWithin(tx, journal, joined(known));
  return { ids: (await rowsWithin(tx, journal, { ...wanted, ranges: joined(taken) })).map(({ id }) => id), total };
}

const leastOf = (stretches: readonly Stretch[]): number => stretches.reduce((sum, { least }) => sum + least, 0);

/** Nobody knows how many rows of a stretch that the place lies in are behind it. */
const isBehind =
  (from: number, upTo: number) =>
  (stretch: Stretch): boolean =>
    stretch.from >= from && stretch.to <= upTo;

function takeEnough(stretches: readonly Stretch[], upTo: number, enough: number): Stretch[] {
  const taken: Stretch[] = [];
  let rows = 0;
  for (const stretch of stretches) {
    if (stretch.from > upTo) continue;
    taken.push(stretch);
    if (stretch.to <= upTo) rows += stretch.least;
    if (rows >= enough) break;
  }
  return taken;
}

type Taken = Wanted & { taken: readonly Stretch[] };

/** Of days laid out by their bits, of the others by the calls. */
async function rowsOf(
  tx: Tx,
  { journal, laidOut }: { journal: Journal; laidOut: LaidOut },
  { taken, ...wanted }: Taken,
): Promise<string[]> {
  const oldest = taken.at(-1);
  if (oldest === undefined) return [];
  const days = [...new Set(taken.filter(({ isLaidOut }) => isLaidOut).map(({ from }) => dayOf(from)))];
  const span = { from: Math.max(oldest.from, laidOut.whole.from), to: laidOut.whole.to };
  const rows = [
    ...(await rowsOfDays(tx, { journal, laidOut }, { ...wanted, ...span, days })),
    ...(await rowsWithin(tx, journal, { ...wanted, ranges: taken.filter(({ isLaidOut }) => !isLaidOut).map(asRange) })),
  ];
  return rows
    .toSorted((a, b) => b.from - a.from)
    .slice(0, wanted.limit)
    .map(({ id }) => id);
}

type Range = { from: Date; to: Date };
const asRange = ({ from, to }: { from: number; to: number }): Range => ({ from: new Date(from), to: new Date(to) });

/** Neighbours as one; too many as one whole. */
function joined(stretches: readonly Stretch[]): Range[] {
  const ranges = joinNeighbours(stretches).map(asRange);
  const [first, last] = [ranges[0], ranges.at(-1)];
  return ranges.length > RANGES_MAX && first && last ? [{ from: first.from, to: last.to }] : ranges;
}

/** Rows of these ranges, each read by the index of its filter. */
const within = (ranges: readonly Range[], rows: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`unnest(${ranges.map(({ from }) => from)}::timestamptz[], ${ranges.map(({ to }) => to)}::timestamptz[]) r (starts, ends)
    cross join lateral (${rows}) x`;
const IN_RANGE = sql`k.started_at >= r.starts and k.started_at < r.ends`;

const behind = (after: RowPlace | null, row: RawBuilder<unknown>): RawBuilder<unknown> =>
  after === null ? sql`true` : sql`(${row}.started_at, ${row}.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;

async function rowsWithin(
  tx: Tx,
  journal: Journal,
  { ranges, after, limit }: Wanted & { ranges: readonly Range[] },
): Promise<RowOfStretch[]> {
  if (ranges.length === 0) return [];
  const found = sql`select k.id, k.started_at from calls k where ${journalConditions(journal, 'in a stretch')} and ${IN_RANGE} and ${behind(after, sql`k`)}
    order by k.started_at desc, k.id desc limit ${limit}`;
  const { rows } = await sql<{ id: string; from: Date }>`
    select x.id, r.starts as from from ${within(ranges, found)} order by x.started_at desc, x.id desc limit ${limit}
  `.execute(tx);
  return rows.map(({ id, from }) => ({ id, from: +from }));
}

async function countWithin(tx: Tx, journal: Journal, ranges: readonly Range[]): Promise<number> {
  const found = sql`select from calls k where ${journalConditions(journal, 'in a stretch')} and ${IN_RANGE} offset 0`;
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from (select from ${within(ranges, found)} limit ${TOTAL_MAX + 1}) x
  `.execute(tx);
  return rows[0]?.total ?? 0;
}

/** Few rows are found once, counted and sorted; where there are more, the newest are walked to. */
async function walk(tx: Tx, journal: Journal, { after, limit }: Wanted): Promise<FoundRows> {
  // Since a moment next to nothing has changed, or nearly everything: no plan is right for both.
  if (journal.filter.updatedAfter !== undefined)
    await sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(tx);
  const newest = sql`order by started_at desc, id desc limit ${limit}`;
  const { rows } = await sql<FoundRows>`
    with found as materialized (${countable(journal)})
    select (select count(*)::integer from found) as total, array(select f.id from found f where ${behind(after, sql`f`)} ${newest}) as ids
  `.execute(tx);
  const [found = { ids: [], total: 0 }] = rows;
  const isNewest = journal.said !== null && found.ids.length === limit;
  if (found.total <= TOTAL_MAX || isNewest) return found;
  const { rows: ids } = await sql<{ id: string }>`
    select k.id from calls k where ${journalConditions(journal)} and ${behind(after, sql`k`)} ${newest}
  `.execute(tx);
  return { ids: ids.map(({ id }) => id), total: found.total };
}

/** Rows to be counted as far as they are: any, but of what was said the newest, which come one after the other anyway. */
function countable(journal: Journal): RawBuilder<unknown> {
  const { workspaceId, filter, said } = journal;
  if (said === null)
    return sql`select k.id, k.started_at from calls k where ${journalConditions(journal)} limit ${TOTAL_MAX + 1}`;
  return sql`select k.id, k.started_at from ${callsSaidIn(workspaceId, said, filter)} with ordinality s (call_id, n) join calls k on k.id = s.call_id
    where ${journalConditions({ ...journal, said: null })} order by s.n limit ${TOTAL_MAX + 1}`;
}
