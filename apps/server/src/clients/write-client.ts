import type { ClientType } from '@carillon/contract';
import type { Kysely } from 'kysely';
import { inWorkspace, type Tx } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { AppError } from '../errors.ts';
import type { Identity } from '../http/identity.ts';
import { typedNumberDoor } from '../people/number-door.ts';
import { absorbAutomatic } from './absorb-automatic.ts';
import type { ClientKind } from './client-kind.ts';
import type { ClientDraft } from './client-record.ts';
import { loadClients, lockClient } from './load-clients.ts';
import { currentNumbers, makeClient } from './make-client.ts';
import { saveClient } from './save-client.ts';
import { touchAutomatic } from './touch-automatic.ts';

export type ClientDeps = { db: Kysely<Database>; now: () => Date };
type Which = { workspaceId: string; id: string };

export const noClient = ({ type }: { type: ClientType }): AppError => new AppError('not-found', `There is no such ${type}.`);

export async function createClient<Item, Create, Patch>(
  { db, now }: ClientDeps,
  kind: ClientKind<Item, Create, Patch>,
  { workspaceId, input, callId }: { workspaceId: string; input: Create; callId: string | null },
): Promise<Item> {
  const { type } = kind;
  return inWorkspace(db, workspaceId, async (tx) => {
    const door = await typedNumberDoor(tx, workspaceId);
    const draftOver = <Draft extends ClientDraft>(before: Draft): Draft => kind.merge(before, input, door);
    const id = await makeClient(tx, { workspaceId, type, callId, at: now(), draftOver });
    return readClient(tx, kind, { workspaceId, id });
  });
}

/** Changes a client by a merge patch; `archivedAt: null` brings an archived one back. */
export async function patchClient<Item, Create, Patch>(
  { db, now }: ClientDeps,
  kind: ClientKind<Item, Create, Patch>,
  { by, id, patch }: { by: Identity; id: string; patch: Patch },
): Promise<Item> {
  const { type } = kind;
  const { workspaceId } = by;
  return inWorkspace(db, workspaceId, async (tx) => {
    const before = await lockClient(tx, { workspaceId, type, id });
    if (!before) throw noClient(kind);
    kind.mayChange?.(before, patch, by);
    const draft = kind.merge(before, patch, await typedNumberDoor(tx, workspaceId));
    const at = now();
    await saveClient(tx, { workspaceId, type, draft, before, at });
    await touchAutomatic(tx, { workspaceId, clientIds: [id], at });
    const numbers = currentNumbers(draft).filter((e164) => !currentNumbers(before).includes(e164));
    await absorbAutomatic(tx, { workspaceId, clients: [{ id, type, numbers }], at });
    await kind.changed?.(tx, { workspaceId, id, before, draft, at });
    return readClient(tx, kind, { workspaceId, id });
  });
}

/** @throws {AppError} `not-found` */
export async function readClient<Item>(
  tx: Tx,
  kind: Pick<ClientKind<Item, never, never>, 'type' | 'show'>,
  { workspaceId, id }: Which,
): Promise<Item> {
  const [record] = await loadClients(tx, { workspaceId, type: kind.type, ids: [id] });
  if (!record) throw noClient(kind);
  return kind.show(record);
}
