import type { Contact, ContactCreate, ContactPatch } from '@carillon/contract';
import type { Kysely } from 'kysely';
import { EMPTY_CLIENT } from '../../clients/client-record.ts';
import { loadClients, lockClient } from '../../clients/load-clients.ts';
import { saveClient } from '../../clients/save-client.ts';
import { showContact } from '../../clients/show-client.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { typedNumberDoor } from '../../people/number-door.ts';
import { mergeContact } from './merge-contact.ts';

export type ContactDeps = { db: Kysely<Database>; now: () => Date };
const type = 'contact';
export const noContact = () => new AppError('not-found', 'There is no such contact.');

export async function createContact({ db, now }: ContactDeps, workspaceId: string, input: ContactCreate): Promise<Contact> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const draft = mergeContact(EMPTY_CLIENT, input, await typedNumberDoor(tx, workspaceId));
    return readBack(tx, workspaceId, await saveClient(tx, { workspaceId, type, draft, before: undefined, at: now() }));
  });
}

/** Changes a contact by a merge patch; `archivedAt: null` brings an archived one back. */
export async function patchContact(
  { db, now }: ContactDeps,
  { workspaceId, id, patch }: { workspaceId: string; id: string; patch: ContactPatch },
): Promise<Contact> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const before = await lockClient(tx, { workspaceId, type, id });
    if (!before) throw noContact();
    const draft = mergeContact(before, patch, await typedNumberDoor(tx, workspaceId));
    return readBack(tx, workspaceId, await saveClient(tx, { workspaceId, type, draft, before, at: now() }));
  });
}

async function readBack(tx: Tx, workspaceId: string, id: string): Promise<Contact> {
  const [record] = await loadClients(tx, { workspaceId, type, ids: [id] });
  if (!record) throw noContact();
  return showContact(record);
}
