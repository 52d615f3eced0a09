import { sql } from 'kysely';
import type { PhoneOffice } from './phone-office.ts';

export type ClientRow = {
  id: string;
  type: string;
  name: string;
  source: string | null;
  responsible: string | null;
  call: string | null;
  automatic: boolean;
  archived: boolean;
};

/** Whoever has this number now, archived ones too; the oldest first. */
export async function clientsOf(office: PhoneOffice, e164: string): Promise<ClientRow[]> {
  const { rows } = await office.within((tx) =>
    sql<ClientRow>`
      select c.id, c.type, c.name, c.source, c.responsible_id as responsible, k.pbx_call_id as call, c.automatic, c.archived_at is not null as archived
      from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
      left join calls k on k.workspace_id = c.workspace_id and k.id = c.origin_call_id
      where n.workspace_id = ${office.company.workspaceId} and n.e164 = ${e164} and n.state = 'current' order by c.id
    `.execute(tx),
  );
  return rows;
}

let last = 0;
/** A Russian mobile number that no test has used. */
export function freshNumber(): string {
  last += 1;
  return `+7921${String(1_000_000 + last)}`;
}
