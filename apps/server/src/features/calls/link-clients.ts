import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { CallBook, Recorded } from './recorded.ts';

const CLIENTS_MAX = 20;

/** F12: every client with one of the caller's possible numbers belongs to the call; the likeliest is primary unless a person chose: now, or the last time (4.4). */
export async function linkClients(tx: Tx, { workspaceId }: CallBook, calls: readonly Recorded[]): Promise<void> {
  const found = calls.filter(
    ({ before, after }) => after.direction !== 'internal' && after.readings.join() !== (before?.readings ?? []).join(),
  );
  const rows = found.map(({ callId, after }) => ({ call_id: callId, readings: after.readings }));
  if (rows.length > 0) {
    // "is null", not "not exists": the latter is planned as a hash over the clients of all calls there ever were.
    await sql`
      insert into call_clients (workspace_id, call_id, client_id, because, is_primary)
      select ${workspaceId}, m.call_id, m.client_id, 'number', m.rank = 1 and (
        select p.client_id from call_clients p where p.workspace_id = ${workspaceId} and p.call_id = m.call_id and p.is_primary) is null
      from (
        select r.call_id, n.client_id, row_number() over (partition by r.call_id
          order by array_position(r.readings, n.e164), h.client_id is null, c.archived_at is not null, c.last_talked_at desc nulls last, c.id) as rank
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (call_id uuid, readings text[])
        join client_numbers n on n.workspace_id = ${workspaceId} and n.e164 = any (r.readings) and n.state = 'current'
        join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
        left join client_choices h on h.workspace_id = n.workspace_id and h.e164 = n.e164 and h.client_id = n.client_id
      ) m
      where m.rank <= ${CLIENTS_MAX}
      on conflict do nothing
    `.execute(tx);
  }
  await noteConversations(tx, workspaceId, calls);
}

/** Who was talked to last decides between several clients of one number (7.4). */
async function noteConversations(tx: Tx, workspaceId: string, calls: readonly Recorded[]): Promise<void> {
  const talked = calls.filter(
    ({ before, after }) => after.status === 'answered' && before?.status !== 'answered' && after.direction !== 'internal',
  );
  if (talked.length === 0) return;
  await sql`
    update clients c set last_talked_at = greatest(c.last_talked_at, k.started_at)
    from call_clients l join calls k on k.workspace_id = l.workspace_id and k.id = l.call_id
    where l.workspace_id = ${workspaceId} and l.call_id = any(${talked.map(({ callId }) => callId)}::uuid[])
      and c.workspace_id = l.workspace_id and c.id = l.client_id
  `.execute(tx);
}
