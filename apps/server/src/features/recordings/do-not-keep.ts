import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';

type Client = { type: ClientType; id: string };

/** Whether conversations of this client stay out of the archive. @throws {AppError} `not-found`. */
export async function readDoNotKeep(tx: Tx, workspaceId: string, { type, id }: Client): Promise<boolean> {
  const { rows } = await sql<{ doNotKeep: boolean }>`
    select u.client_id is not null as "doNotKeep" from clients c
    left join unkept_clients u on u.workspace_id = c.workspace_id and u.client_id = c.id
    where c.workspace_id = ${workspaceId} and c.id = ${id} and c.type = ${type}
  `.execute(tx);
  if (!rows[0]) throw new AppError('not-found', `There is no such ${type}.`);
  return rows[0].doNotKeep;
}

type Wish = { doNotKeep: boolean; eraseStored: boolean; at: Date };

/** Says so, or takes it back: then new conversations are kept again, and what was erased stays erased. */
export async function saveDoNotKeep(
  tx: Tx,
  { workspaceId, userId }: Identity,
  client: Client,
  { doNotKeep, eraseStored, at }: Wish,
): Promise<void> {
  const before = await readDoNotKeep(tx, workspaceId, client);
  if (doNotKeep) {
    await sql`
      insert into unkept_clients (workspace_id, client_id, said_by, said_at) values (${workspaceId}, ${client.id}, ${userId}, ${at}) on conflict do nothing
    `.execute(tx);
  } else await sql`delete from unkept_clients where workspace_id = ${workspaceId} and client_id = ${client.id}`.execute(tx);
  const erased = doNotKeep && eraseStored ? await eraseOf(tx, workspaceId, client.id) : 0;
  if (before === doNotKeep && erased === 0) return;
  const about = { clientId: client.id, doNotKeep, erased };
  await audit(tx, { workspaceId, userId, action: 'client.recordings-changed', about, at });
}

async function eraseOf(tx: Tx, workspaceId: string, clientId: string): Promise<number> {
  const { rows } = await sql`
    update call_recordings r set state = 'unavailable', reason = 'not-kept', due_at = null, claim = null, claimed_until = null
    from call_clients l
    where l.workspace_id = ${workspaceId} and l.client_id = ${clientId} and r.workspace_id = ${workspaceId} and r.call_id = l.call_id
      and r.state <> 'unavailable' returning r.n
  `.execute(tx);
  return rows.length;
}
