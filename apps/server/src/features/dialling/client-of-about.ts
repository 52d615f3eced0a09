import type { DialAbout } from '@carillon/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { invalid } from '../../errors.ts';

type Row = { clientId: string | null };

/**
 * The client a call is about when it is started from this record; `null` where it has none.
 *
 * @throws {AppError} `invalid` when there is no such record.
 */
export async function clientOfAbout(tx: Tx, workspaceId: string, { type, id }: DialAbout): Promise<string | null> {
  const { rows } = await look({ type, id }, workspaceId).execute(tx);
  if (!rows[0]) throw invalid('/about/id', `There is no such ${type}.`);
  return rows[0].clientId;
}

function look({ type, id }: DialAbout, workspaceId: string): RawBuilder<Row> {
  const its = sql`x.workspace_id = ${workspaceId} and x.id = ${id}`;
  switch (type) {
    case 'contact':
    case 'company':
    case 'lead': // a converted one is the contact it became
      return sql`select coalesce((x.converted_to ->> 'contactId')::uuid, x.id) as "clientId" from clients x where ${its} and x.type = ${type}`;
    case 'deal':
      return sql`select coalesce(x.contact_id, x.company_id) as "clientId" from deals x where ${its}`;
    case 'task':
      return sql`
        select coalesce((select c.id from clients c where c.workspace_id = x.workspace_id and c.id = x.about_id),
          (select coalesce(d.contact_id, d.company_id) from deals d where d.workspace_id = x.workspace_id and d.id = x.about_id),
          (select l.client_id from call_clients l where l.workspace_id = x.workspace_id and l.call_id = x.about_id and l.is_primary)) as "clientId"
        from tasks x where ${its}
      `;
    case 'call':
      return sql`
        select (select l.client_id from call_clients l where l.workspace_id = x.workspace_id and l.call_id = x.id and l.is_primary) as "clientId"
        from calls x where ${its} and x.confirmed
      `;
    case 'missed-call':
      return sql`select null::uuid as "clientId" from missed_callers x where ${its}`;
    default:
      return type satisfies never;
  }
}
