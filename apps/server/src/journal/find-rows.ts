import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { joinNeighbours } from './join-neighbours.ts';
import { type Journal, journalConditions } from './journal-filter.ts';
import { inHours, type Stretch, whereRowsLie } from './where-rows-lie.ts';

/** The place of a row in the journal, as its list writes it. */
export type RowPlace = { at: string; id: string };
type Wanted = { after: RowPlace | null; limit: number };
/** The ids of the next rows, newest first by their times, and how many rows there are at all, counted no further than `TOTAL_MAX + 1`. */
export type FoundRows = { ids: string[]; total: number };

export const TOTAL_MAX = 10_000;
const HOUR_MS = 3_600_000;
/** More stretches than this are walked through as one. */
const STRETCHES_MAX = 200;
/** More days than this are not looked at hour by hour. */
const DAYS_MAX = 100;

/**
 * The next rows of the journal behind a place. Where roll-ups know the filter, they say in which hours its rows lie, so that what is rare
 * among ten millions is not looked for among the others.
 */
export async function findRows(tx: Tx, journal: Journal, wanted: Wanted): Promise<FoundRows> {
  const known = isPlain(journal) ? undefined : await whereRowsLie(tx, journal);
  if (known === undefined) return { ids: await readIds(tx, journal, wanted, null), total: await countRows(tx, journal, null) };
  const [least, most] = [known.reduce((sum, each) => sum + each.least, 0), known.reduce((sum, each) => sum + each.most, 0)];
  if (most === 0) return { ids: [], total: 0 };
  const total = least > TOTAL_MAX || least === most ? least : await countRows(tx, journal, joined(known));
  return { ids: await readIds(tx, journal, wanted, await nextStretches(tx, journal, { known, ...wanted })), total };
}

/** Without a filter of its own the journal's newest rows are the newest calls. */
function isPlain({ filter }: Journal): boolean {
  const { direction, status, result, userId, did, source, recorded, minSeconds, maxSeconds, weekday, hour } = filter;
  const narrowing = [direction, status, result, userId, did, source, recorded, minSeconds, maxSeconds, weekday, hour];
  return narrowing.every((each) => each === undefined);
}

/** The newest stretches behind a place that have enough rows, as fine as they are known; `null` = all there is. */
async function nextStretches(
  tx: Tx,
  journal: Journal,
  { known, after, limit }: Wanted & { known: readonly Stretch[] },
): Promise<Range[] | null> {
  const upTo = after === null ? Number.POSITIVE_INFINITY : instantOf(after.at);
  if (Number.isNaN(upTo)) return joined(known);
  const coarse = takeEnough(known, upTo, limit);
  const days = coarse.filter(({ from, to }) => to - from > HOUR_MS);
  if (days.length > DAYS_MAX) return joined(coarse);
  const fine = [...(await inHours(tx, journal, days)), ...coarse.filter(({ from, to }) => to - from <= HOUR_MS)];
  return joined(
    takeEnough(
      fine.toSorted((a, b) => b.from - a.from),
      upTo,
      limit,
    ),
  );
}

/** Of a stretch that the place lies in nobody knows how many rows are behind it. */
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

/** PostgreSQL's text of a time, to the millisecond below. */
const instantOf = (at: string): number => Date.parse(at.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));

type Range = { from: Date; to: Date };

/** Neighbours as one; too many as one whole. */
function joined(stretches: readonly Stretch[]): Range[] {
  const ranges = joinNeighbours(stretches).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  const [first, last] = [ranges[0], ranges.at(-1)];
  return ranges.length > STRETCHES_MAX && first && last ? [{ from: first.from, to: last.to }] : ranges;
}

/** Rows of these stretches, each read by the index of its filter. */
const within = (ranges: readonly Range[], rows: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`unnest(${ranges.map(({ from }) => from)}::timestamptz[], ${ranges.map(({ to }) => to)}::timestamptz[]) r (starts, ends)
    cross join lateral (${rows}) x`;
const IN_STRETCH = sql`k.started_at >= r.starts and k.started_at < r.ends`;

async function readIds(tx: Tx, journal: Journal, { after, limit }: Wanted, ranges: Range[] | null): Promise<string[]> {
  if (ranges?.length === 0) return [];
  const behind = after === null ? sql`` : sql`and (k.started_at, k.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const look = ranges === null ? 'anywhere' : 'in a stretch';
  const rows = (stretch: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`select k.id, k.started_at from calls k where ${journalConditions(journal, look)} ${stretch} ${behind} order by k.started_at desc, k.id desc limit ${limit}`;
  const found =
    ranges === null
      ? rows(sql``)
      : sql`select x.id from ${within(ranges, rows(sql`and ${IN_STRETCH}`))} order by x.started_at desc, x.id desc limit ${limit}`;
  const { rows: ids } = await sql<{ id: string }>`${found}`.execute(tx);
  return ids.map(({ id }) => id);
}

async function countRows(tx: Tx, journal: Journal, ranges: Range[] | null): Promise<number> {
  const rows = sql`select from calls k where ${journalConditions(journal, ranges === null ? 'anywhere' : 'in a stretch')}`;
  const all = ranges === null ? rows : sql`select from ${within(ranges, sql`${rows} and ${IN_STRETCH} offset 0`)}`;
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from (${all} limit ${TOTAL_MAX + 1}) counted
  `.execute(tx);
  return counted[0]?.total ?? 0;
}
