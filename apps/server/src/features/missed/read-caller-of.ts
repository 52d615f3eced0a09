import type { ClientType } from '@carillon/contract';
import type { WorkingHours } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { asHours, type StoredHours } from '../../workspaces/as-hours.ts';
import type { MissedBook } from './missed-book.ts';
import type { MissedCall } from './waiting-callers.ts';

/** Who called in vain, whose it is to call back, and in which hours. */
export type CallerOf = {
  client: { type: ClientType; id: string; name: string } | null;
  /** 9.2; `null`: the pool. */
  responsibleId: string | null;
  /** The responsible's language, `null` where nobody chose one. */
  locale: 'en' | 'ru' | null;
  didLabel: string | null;
  hours: WorkingHours | null;
};

type Row = { client: CallerOf['client']; responsibleId: string | null; locale: CallerOf['locale'] };
type Place = { label: string | null; hours: StoredHours | null };

/** 9.2: the responsible of the call's primary client, or of another of its clients; else the default responsible; else the pool. */
export async function readCallerOf(
  tx: Tx,
  { workspaceId, connectionId, rules }: MissedBook,
  { callId, did }: MissedCall,
): Promise<CallerOf> {
  const { rows } = await sql<Row>`
    select json_build_object('type', c.type, 'id', c.id, 'name', c.name) as client, u.id as "responsibleId", u.locale
    from call_clients l
    join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
    left join users u on u.workspace_id = c.workspace_id and u.id = c.responsible_id and u.active
    where l.workspace_id = ${workspaceId} and l.call_id = ${callId}
    order by l.is_primary desc, c.archived_at is not null, c.name, c.id
  `.execute(tx);
  const owned = rows.find(({ responsibleId }) => responsibleId !== null);
  const responsibleId = owned?.responsibleId ?? rules.defaultResponsibleId;
  const { rows: places } = await sql<Place>`
    select n.label, (select json_build_object('timezone', s.timezone, 'weekly', s.weekly, 'exceptions', s.exceptions) from schedules s
      where s.workspace_id = ${workspaceId} and s.id = coalesce(n.schedule_id,
        (select d.id from schedules d where d.workspace_id = ${workspaceId} and d.is_default))) as hours
    from (select 1) one
    left join pbx_numbers n on n.workspace_id = ${workspaceId} and n.connection_id = ${connectionId} and n.did in (${did}, '+' || ${did})
    limit 1
  `.execute(tx);
  const [place] = places;
  return {
    client: rows[0]?.client ?? null,
    responsibleId,
    locale: owned?.locale ?? (await localeOf(tx, workspaceId, responsibleId)),
    didLabel: place?.label ?? null,
    hours: place?.hours ? asHours(place.hours) : null,
  };
}

async function localeOf(tx: Tx, workspaceId: string, userId: string | null): Promise<CallerOf['locale']> {
  if (userId === null) return null;
  const user = await tx
    .selectFrom('users')
    .select('locale')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', userId)
    .executeTakeFirst();
  return user?.locale ?? null;
}
