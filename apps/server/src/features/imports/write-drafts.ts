import { sql } from 'kysely';
import type { ClientDraft } from '../../clients/client-record.ts';
import { linkManyEarlierCalls } from '../../clients/link-calls.ts';
import { searchText } from '../../clients/search-text.ts';
import type { Tx } from '../../db/in-workspace.ts';

export type Written = {
  id: string;
  draft: ClientDraft;
  companyName: string | null /** Numbers it had before. */;
  had: readonly string[];
};
type Write = { workspaceId: string; at: Date; clients: readonly Written[] };

/** Writes new contacts, and known ones anew, with their numbers and the earlier calls of those, in four statements however many there are. */
export async function writeDrafts(tx: Tx, { workspaceId, at, clients }: Write): Promise<void> {
  if (clients.length === 0) return;
  const rows = clients.map(({ id, draft, companyName }) => ({
    ...draft,
    id,
    search: searchText({ ...draft, companyName, numbers: draft.numbers.map(({ e164 }) => e164) }),
  }));
  await sql`
    insert into clients (workspace_id, id, type, name, family_name, given_name, patronymic, company_id, emails, tags, external_id, responsible_id,
      search, created_at, updated_at)
    select ${workspaceId}, r.id, 'contact', r.name, r."familyName", r."givenName", r.patronymic, r."companyId", r.emails, r.tags, r."externalId",
      r."responsibleId", r.search, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, name text, "familyName" text, "givenName" text, patronymic text,
      "companyId" uuid, emails text[], tags text[], "externalId" text, "responsibleId" uuid, search text)
    on conflict (workspace_id, id) do update set name = excluded.name, family_name = excluded.family_name, given_name = excluded.given_name,
      patronymic = excluded.patronymic, company_id = excluded.company_id, emails = excluded.emails, tags = excluded.tags,
      external_id = excluded.external_id, responsible_id = excluded.responsible_id, search = excluded.search, updated_at = excluded.updated_at
  `.execute(tx);
  const numbers = clients.flatMap(({ id, draft, had }) =>
    draft.numbers.map((number, position) => ({ ...number, position, clientId: id })).filter(({ e164 }) => !had.includes(e164)),
  );
  if (numbers.length === 0) return;
  await sql`
    insert into client_numbers (workspace_id, client_id, e164, typed, suffix, position)
    select ${workspaceId}, r."clientId", r.e164, r.typed, r.suffix, r.position
    from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as r ("clientId" uuid, e164 text, typed text, suffix text, position smallint)
    on conflict do nothing
  `.execute(tx);
  await linkManyEarlierCalls(tx, { workspaceId, at }, numbers);
}
