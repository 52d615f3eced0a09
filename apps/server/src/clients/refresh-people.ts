import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { loadClients } from './load-clients.ts';
import { searchText } from './search-text.ts';

const BATCH = 500;

/** Writes the text by which a company's people are found anew, after the company got another name. */
export async function refreshPeopleOf(tx: Tx, workspaceId: string, companyId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from clients where workspace_id = ${workspaceId} and company_id = ${companyId} order by id
  `.execute(tx);
  for (let from = 0; from < rows.length; from += BATCH) {
    const ids = rows.slice(from, from + BATCH).map(({ id }) => id);
    const people = await loadClients(tx, { workspaceId, type: 'contact', ids });
    const texts = people.map((person) => searchText({ ...person, numbers: person.numbers.map(({ e164 }) => e164) }));
    await sql`
      update clients c set search = t.search from unnest(${people.map(({ id }) => id)}::uuid[], ${texts}::text[]) as t (id, search)
      where c.workspace_id = ${workspaceId} and c.id = t.id
    `.execute(tx);
  }
}
