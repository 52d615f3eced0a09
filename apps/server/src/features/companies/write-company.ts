import type { Company, CompanyCreate, CompanyPatch } from '@carillon/contract';
import type { Kysely } from 'kysely';
import { EMPTY_CLIENT } from '../../clients/client-record.ts';
import { loadClients, lockClient } from '../../clients/load-clients.ts';
import { refreshPeopleOf } from '../../clients/refresh-people.ts';
import { saveClient } from '../../clients/save-client.ts';
import { showCompany } from '../../clients/show-client.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { typedNumberDoor } from '../../people/number-door.ts';
import { mergeCompany } from './merge-company.ts';

export type CompanyDeps = { db: Kysely<Database>; now: () => Date };
const type = 'company';
export const noCompany = () => new AppError('not-found', 'There is no such company.');

export async function createCompany({ db, now }: CompanyDeps, workspaceId: string, input: CompanyCreate): Promise<Company> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const draft = mergeCompany(EMPTY_CLIENT, input, await typedNumberDoor(tx, workspaceId));
    return readBack(tx, workspaceId, await saveClient(tx, { workspaceId, type, draft, before: undefined, at: now() }));
  });
}

/** Changes a company by a merge patch; `archivedAt: null` brings an archived one back. */
export async function patchCompany(
  { db, now }: CompanyDeps,
  { workspaceId, id, patch }: { workspaceId: string; id: string; patch: CompanyPatch },
): Promise<Company> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const before = await lockClient(tx, { workspaceId, type, id });
    if (!before) throw noCompany();
    const draft = mergeCompany(before, patch, await typedNumberDoor(tx, workspaceId));
    await saveClient(tx, { workspaceId, type, draft, before, at: now() });
    if (draft.name !== before.name) await refreshPeopleOf(tx, workspaceId, id);
    return readBack(tx, workspaceId, id);
  });
}

async function readBack(tx: Tx, workspaceId: string, id: string): Promise<Company> {
  const [record] = await loadClients(tx, { workspaceId, type, ids: [id] });
  if (!record) throw noCompany();
  return showCompany(record);
}
