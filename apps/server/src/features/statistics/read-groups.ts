import type { StatisticsGroup } from '@carillon/contract';
import { zoneOffsetMs } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { journalConditions } from '../../journal/journal-filter.ts';
import { coverPeriod } from '../../journal/cover-period.ts';
import { countConditions } from '../../journal/roll-ups.ts';
import type { Cell } from './read-cells.ts';
import { type Asked, rollUpFor } from './roll-up.ts';
import { tally } from './tally.ts';

const DAY_MS = 86_400_000;
const DAYS_FILLED_MAX = 1100;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** The cells of a period under the names people know them by. Time has no gaps: an empty day is a day. */
export async function readGroups(tx: Tx, asked: Asked, cells: readonly Cell[]): Promise<StatisticsGroup[]> {
  const { groupBy, journal } = asked;
  if (groupBy === undefined) return [];
  const names = await readNames(tx, journal.workspaceId, groupBy);
  const rings = groupBy === 'user' ? await readUnansweredRings(tx, asked) : undefined;
  const groups = new Map<string, Cell[]>();
  for (const key of [...everyTime(asked), ...(rings?.keys() ?? [])]) groups.set(key, []);
  for (const cell of cells) {
    const key = names.merged(cell.key);
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  const counted = [...groups].map(([key, its]) => ({
    key: key === '' ? null : key,
    name: names.of.get(key) ?? null,
    ...tally(its),
    unansweredRings: rings ? (rings.get(key) ?? 0) : null,
  }));
  const isTime = groupBy === 'day' || groupBy === 'hour' || groupBy === 'weekdayHour';
  return counted.toSorted((a, b) =>
    isTime ? (a.key ?? '').localeCompare(b.key ?? '') : b.calls - a.calls || (a.key ?? '').localeCompare(b.key ?? ''),
  );
}

type Names = { of: Map<string, string>; merged: (key: string) => string };

async function readNames(tx: Tx, workspaceId: string, groupBy: string): Promise<Names> {
  const of = new Map<string, string>();
  const asIs = { of, merged: (key: string) => key };
  if (groupBy === 'user') {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from users where workspace_id = ${workspaceId}
    `.execute(tx);
    for (const { id, name } of rows) of.set(id, name);
  }
  if (groupBy !== 'did' && groupBy !== 'source') return asIs;
  const { rows } = await sql<{ did: string; label: string | null; source: string | null }>`
    select did, label, nullif(source, '') as source from pbx_numbers where workspace_id = ${workspaceId}
  `.execute(tx);
  if (groupBy === 'did') {
    for (const { did, label } of rows) if (label !== null) of.set(did, label);
    return asIs;
  }
  const sources = new Map(rows.map(({ did, source }) => [`did:${did}`, source ?? '']));
  return { of, merged: (key) => (key.startsWith('visit:') ? key.slice('visit:'.length) : (sources.get(key) ?? '')) };
}

/** The keys that a chart over time must not leave out. */
function everyTime({ groupBy, from, to, timezone }: Asked): string[] {
  if (groupBy === 'hour') return HOURS;
  if (groupBy === 'weekdayHour') return [1, 2, 3, 4, 5, 6, 7].flatMap((day) => HOURS.map((hour) => `${day}-${hour}`));
  if (groupBy !== 'day' || to <= from) return [];
  const dayOf = (at: number): number => Math.floor((at + zoneOffsetMs(timezone, at)) / DAY_MS);
  const [first, last] = [dayOf(from), dayOf(to - 1)];
  if (last - first >= DAYS_FILLED_MAX) return [];
  return Array.from({ length: last - first + 1 }, (_, n) => new Date((first + n) * DAY_MS).toISOString().slice(0, 10));
}

/** How often each phone rang in vain: of nobody's missed calls. */
async function readUnansweredRings(tx: Tx, asked: Asked): Promise<Map<string, number>> {
  const { journal } = asked;
  const { workspaceId } = journal;
  const { userId, ...rest } = journal.filter; // whose phone rang, not whose call it became
  const rollUp = rollUpFor(asked);
  const parts = coverPeriod(asked, rollUp?.grains ?? []).map(({ grain, from, to }) => {
    const filter = { ...rest, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    return grain === 'calls'
      ? sql`select p.user_id::text as key, 1 as calls from calls k
          join call_participants p on p.workspace_id = k.workspace_id and p.call_id = k.id and p.outcome = 'no-answer' and p.user_id is not null
          where ${journalConditions({ ...journal, filter })} and k.direction = 'inbound'`
      : sql`select c.key, c.calls from call_counts c
          where c.workspace_id = ${workspaceId} and c.whose = 'ring' and c.grain = ${sql.lit(grain)}
            and c.at >= ${new Date(from)} and c.at < ${new Date(to)} and ${countConditions({ ...journal, filter })}`;
  });
  if (parts.length === 0) return new Map();
  const { rows } = await sql<{ key: string; rings: number }>`
    select r.key, sum(r.calls)::integer as rings from (${sql.join(parts, sql` union all `)}) r group by 1
  `.execute(tx);
  return new Map(rows.filter(({ key }) => userId === undefined || key === userId).map(({ key, rings }) => [key, rings]));
}
