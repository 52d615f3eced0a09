import { sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { type PbxExtension, readExtensions } from './read-extensions.ts';
import { saveLooks } from './save-looks.ts';

/** Which extensions to ask about besides the list itself: two requests each. */
export type Details = 'of-all' | 'of-new-ones';

/**
 * Brings the list of extensions up to what the PBX says now. One that vanished there is flagged and keeps its user.
 *
 * @throws {AppError} `not-connected`, `provider-unavailable`, `provider-refused`, `provider-limit`: the old list stays as it is.
 */
export async function refreshExtensions(
  deps: Pick<ExtensionDeps, 'db' | 'now' | 'clients'>,
  workspaceId: string,
  details: Details,
): Promise<void> {
  const { connection, named } = await inWorkspace(deps.db, workspaceId, async (tx) => {
    const found = await findConnection(tx, workspaceId);
    return { connection: found, named: await namedExtensions(tx, found) };
  });
  const clients = { forList: deps.clients.clientFor(connection), forDetails: deps.clients.clientFor(connection, 'extra') };
  const { pbxId, extensions } = await readExtensions(clients, (numbers) => {
    const unnamed = numbers.filter((number) => !named.has(number));
    return details === 'of-new-ones' ? unnamed : [...unnamed, ...numbers.filter((number) => named.has(number))];
  });
  const at = deps.now();
  await inWorkspace(deps.db, workspaceId, async (tx) => {
    const locked = await findConnection(tx, workspaceId, { lock: true }); // two refreshes at once write one after the other
    if (locked.apiKey !== connection.apiKey) return; // another account by now: this list is not its list
    await saveExtensions(tx, connection, { extensions, at });
    await sql`
      update connections set pbx_id = ${pbxId}, extensions_refreshed_at = ${at}
      where workspace_id = ${workspaceId} and id = ${connection.id}
    `.execute(tx);
  });
}

async function namedExtensions(tx: Tx, { workspaceId, id }: Connection): Promise<Set<string>> {
  const { rows } = await sql<{ extension: string }>`
    select extension from extensions where workspace_id = ${workspaceId} and connection_id = ${id} and name is not null
  `.execute(tx);
  return new Set(rows.map(({ extension }) => extension));
}

async function saveExtensions(
  tx: Tx,
  { workspaceId, id }: Connection,
  { extensions, at }: { extensions: PbxExtension[]; at: Date },
): Promise<void> {
  await sql`
    update extensions set vanished_at = ${at}, online = null, online_at = null, offline_looks = 0
    where workspace_id = ${workspaceId} and connection_id = ${id} and vanished_at is null
      and extension <> all (${extensions.map(({ extension }) => extension)}::text[])
  `.execute(tx);
  // what was not asked this time is kept as it was
  await sql`
    insert into extensions (workspace_id, connection_id, extension, name, recording, caller_id)
    select ${workspaceId}, ${id}, x.extension, x.name, x.recording, x."callerId"
    from jsonb_to_recordset(${JSON.stringify(extensions)}::jsonb) as x (extension text, name text, recording text, "callerId" text)
    on conflict (workspace_id, connection_id, extension) do update set
      name = coalesce(excluded.name, extensions.name), recording = coalesce(excluded.recording, extensions.recording),
      caller_id = coalesce(excluded.caller_id, extensions.caller_id), vanished_at = null
  `.execute(tx);
  const looks = extensions.flatMap(({ extension, online }) => (online === null ? [] : [{ extension, online }]));
  await saveLooks(tx, { workspaceId, connectionId: id }, { looks, at });
}
