import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { matchKey } from '../../clients/match-key.ts';
import { searchText } from '../../clients/search-text.ts';
import type { Tx } from '../../db/in-workspace.ts';

export type FoundCompany = { id: string; name: string };
type Ask = { workspaceId: string; names: readonly string[]; at: Date };

/** Companies by name, legal form and quotes ignored; those that are not there are made, each once however many import at the same time. */
export async function findOrMakeCompanies(tx: Tx, { workspaceId, names, at }: Ask) {
  const wanted = new Map(names.flatMap((name): [string, string][] => [[matchKey(name) ?? '', name]]).toReversed()); // the first spelling wins
  wanted.delete('');
  const found = await findCompanies(tx, workspaceId, [...wanted.keys()]);
  let made = 0;
  if ([...wanted.keys()].some((key) => !found.has(key))) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`companies ${workspaceId}`}, 0))`.execute(tx);
    for (const [key, company] of await findCompanies(tx, workspaceId, [...wanted.keys()])) found.set(key, company); // made meanwhile
    const missing = [...wanted]
      .filter(([key]) => !found.has(key))
      .map(([key, name]) => ({ key, name, id: uuidv7(), search: searchOf(name) }));
    await sql`
      insert into clients (workspace_id, id, type, name, match_key, search, created_at, updated_at)
      select ${workspaceId}, m.id, 'company', m.name, m.key, m.search, ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) as m (id uuid, name text, key text, search text)
    `.execute(tx);
    for (const { key, id, name } of missing) found.set(key, { id, name });
    made = missing.length;
  }
  return { made, companyOf: (name: string | null) => (name === null ? undefined : found.get(matchKey(name) ?? '')) };
}

async function findCompanies(tx: Tx, workspaceId: string, keys: readonly string[]): Promise<Map<string, FoundCompany>> {
  const { rows } = await sql<FoundCompany & { key: string }>`
    select distinct on (match_key) match_key as key, id, name from clients
    where workspace_id = ${workspaceId} and match_key = any(${keys}) and type = 'company' and archived_at is null order by match_key, created_at, id
  `.execute(tx);
  return new Map(rows.map(({ key, id, name }) => [key, { id, name }]));
}

const searchOf = (name: string) =>
  searchText({
    name,
    familyName: null,
    givenName: null,
    patronymic: null,
    companyName: null,
    inn: null,
    emails: [],
    numbers: [],
  });
