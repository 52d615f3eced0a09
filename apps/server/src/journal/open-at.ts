import { openStretches } from '@carillon/telephony';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { asHours, type StoredHours } from '../workspaces/as-hours.ts';

type Scheduled = StoredHours & { isDefault: boolean; dids: string[] };

/**
 * Whether the DID `m.did` was open at `m.at`, as a condition: the hours of the DID's schedule, else of the default one; always open
 * without. The hours are those of today's schedules, for all times.
 */
export async function openAt(tx: Tx, workspaceId: string, period: { from: Date; to: Date }): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<Scheduled>`
    select s.timezone, s.weekly, s.exceptions, s.is_default as "isDefault",
      array(select n.did from pbx_numbers n where n.workspace_id = s.workspace_id and n.schedule_id = s.id) as dids
    from schedules s where s.workspace_id = ${workspaceId}
  `.execute(tx);
  const usual = rows.find(({ isDefault }) => isDefault);
  const own = rows.filter(({ dids }) => dids.length > 0);
  const otherwise = usual ? within(usual, period) : sql`true`;
  if (own.length === 0) return otherwise;
  const cases = own.map((each) => sql`when m.did = any(${each.dids}) then ${within(each, period)}`);
  return sql`case ${sql.join(cases, sql` `)} else ${otherwise} end`;
}

function within(hours: StoredHours, { from, to }: { from: Date; to: Date }): RawBuilder<unknown> {
  const stretches = openStretches(asHours(hours), from, to);
  const text = stretches.map(({ opens, closes }) => `[${opens.toISOString()},${closes.toISOString()})`).join(',');
  return sql`m.at <@ ${`{${text}}`}::tstzmultirange`;
}
