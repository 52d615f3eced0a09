import type { Lead } from '@carillon/contract';
import { sql } from 'kysely';
import { loadClients } from '../../clients/load-clients.ts';
import { showLead } from '../../clients/show-client.ts';
import { type ClientDeps, noClient } from '../../clients/write-client.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { alreadyTaken, LEADS } from './lead-kind.ts';

/**
 * Takes a lead from the pool: of all who try at once one gets it. Taken again by the same person, it stays theirs.
 *
 * @throws {AppError} `not-found`, `already-taken` when somebody else is responsible, `conflict` when it is archived.
 */
export async function takeLead(
  { db, now }: ClientDeps,
  { workspaceId, userId, id }: { workspaceId: string; userId: string; id: string },
): Promise<Lead> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const at = now();
    await sql`
      update clients set responsible_id = ${userId}, updated_at = ${at}, touched_at = case when automatic then coalesce(touched_at, ${at}) end
      where workspace_id = ${workspaceId} and type = 'lead' and id = ${id} and responsible_id is null and archived_at is null
    `.execute(tx);
    const [lead] = await loadClients(tx, { workspaceId, type: 'lead', ids: [id] });
    if (!lead) throw noClient(LEADS);
    if (lead.responsibleId === null) throw new AppError('conflict', 'This lead is archived.');
    if (lead.responsibleId !== userId) throw alreadyTaken(lead.responsibleName);
    return showLead(lead);
  });
}
