import { sql } from 'kysely';
import { EMPTY_CLIENT } from '../../clients/client-record.ts';
import { searchText } from '../../clients/search-text.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { AutoBook } from './auto-book.ts';
import type { RecordPlan } from './plan-records.ts';

/** Leads and contacts that calls make, each statement for all of them: a first day may bring many at once. */
export async function insertAutomaticClients(
  tx: Tx,
  { workspaceId, now }: AutoBook,
  plans: readonly RecordPlan[],
): Promise<void> {
  if (plans.length === 0) return;
  const rows = plans.map(({ clientId, make, name, source, responsibleId, callId, e164, call }) => ({
    id: clientId,
    type: make === 'lead' ? 'lead' : 'contact',
    name,
    source,
    responsible_id: responsibleId,
    call_id: callId,
    e164,
    typed: call.callerText ?? e164,
    search: searchText({ ...EMPTY_CLIENT, name, companyName: null, numbers: [e164] }),
  }));
  await sql`
    insert into clients (workspace_id, id, type, name, responsible_id, search, lead_status, source, origin_call_id, automatic, created_at, updated_at)
    select ${workspaceId}, r.id, r.type, r.name, r.responsible_id, r.search, case when r.type = 'lead' then 'new' end, r.source, r.call_id, true,
      ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, type text, name text, responsible_id uuid, search text, source text,
      call_id uuid)
  `.execute(tx);
  await sql`
    insert into client_numbers (workspace_id, client_id, e164, typed)
    select ${workspaceId}, r.id, r.e164, r.typed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, e164 text, typed text)
  `.execute(tx);
}
