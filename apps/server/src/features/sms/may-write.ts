import type { Role } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

type Asked = { workspaceId: string; userId: string; role: Role; e164: string };

/**
 * Why somebody may not write to a number. Supervisors may to any; the others to their own clients, those of nobody, and callers who were
 * missed: a text costs money, and says the company's name.
 */
export async function refuseWriting(
  tx: Tx,
  { workspaceId, userId, role, e164 }: Asked,
): Promise<'free-text' | 'others-client' | undefined> {
  if (role !== 'agent') return undefined;
  const { rows } = await sql<{ mine: boolean | null; missed: boolean }>`
    select
      (select bool_or(c.responsible_id is null or c.responsible_id = ${userId}) from client_numbers n
        join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id and c.archived_at is null
        where n.workspace_id = ${workspaceId} and n.e164 = ${e164} and n.state = 'current') as mine,
      exists (select from missed_callers where workspace_id = ${workspaceId} and e164 = ${e164} and resolved_at is null) as missed
  `.execute(tx);
  const { mine = null, missed = false } = rows[0] ?? {};
  if (mine === true || missed) return undefined;
  return mine === null ? 'free-text' : 'others-client';
}
