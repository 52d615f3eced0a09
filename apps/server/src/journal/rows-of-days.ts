import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { bitsByDay, hourOf, hoursOfDays } from './day-words.ts';
import type { Journal } from './journal-filter.ts';
import { dayOf, type LaidOut, type Span } from './laid-out.ts';
import { instantOf, type RowPlace } from './row-place.ts';
import { hoursAsked } from './where-rows-lie.ts';

const HOUR_MS = 3_600_000;

/** A row found, and when its stretch begins. */
export type RowOfStretch = { id: string; from: number };
type Wanted = Span & { days: readonly number[]; after: RowPlace | null; limit: number };

/** The newest rows behind a place in these days laid out, within a span: by their bits, without a look at the calls. */
export async function rowsOfDays(
  tx: Tx,
  { journal, laidOut }: { journal: Journal; laidOut: LaidOut },
  { from, to, days, after, limit }: Wanted,
): Promise<RowOfStretch[]> {
  if (days.length === 0) return [];
  const { workspaceId } = journal;
  const place = after === null ? null : await placeInDay(tx, workspaceId, after);
  const behind =
    place === null ? sql`` : sql`and (b.day, h.first + n) <= (${new Date(place.day)}::timestamptz, ${place.before}::integer)`;
  const bits = bitsByDay(workspaceId, laidOut.words, sql`w.day = any(${days.map((day) => new Date(day))}::timestamptz[])`);
  const { rows } = await sql<{ id: string; from: Date }>`
    select encode(substring(d.ids from 16 * (r.n - 1) + 1 for 16), 'hex')::uuid as id, r.at as from
    from (
      select b.day, h.at, h.first + n as n from (${bits}) b ${hoursOfDays(workspaceId)} cross join lateral generate_series(1, h.calls) n
      where ${hoursAsked({ journal, laidOut }, { from, to })} and bit_count(${hourOf(sql`b.least`)}) > 0 and get_bit(b.least, h.first + n - 1) = 1 ${behind}
      order by b.day desc, h.first + n desc limit ${limit}
    ) r
    join call_days d on d.workspace_id = ${workspaceId} and d.day = r.day
    order by r.day desc, r.n desc
  `.execute(tx);
  return rows.map((row) => ({ id: row.id, from: +row.from }));
}

/** How many rows of its day come before a place. */
async function placeInDay(
  tx: Tx,
  workspaceId: string,
  { at, id }: RowPlace,
): Promise<{ day: number; hour: number; before: number }> {
  const instant = instantOf(at);
  const hour = Math.floor(instant / HOUR_MS) * HOUR_MS;
  const day = dayOf(instant);
  const { rows } = await sql<{ before: number }>`
    select coalesce((select until_hour[${(hour - day) / HOUR_MS}::integer] from call_days where workspace_id = ${workspaceId} and day = ${new Date(day)}), 0)
      + (select count(*) from journal_calls j where j.workspace_id = ${workspaceId} and j.started_at >= ${new Date(hour)} and j.started_at < ${new Date(hour + HOUR_MS)}
          and (j.started_at, j.id) < (${at}::timestamptz, ${id}::uuid))::integer as before
  `.execute(tx);
  return { day, hour, before: rows[0]?.before ?? 0 };
}
