import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { AppError } from '../errors.ts';

/**
 * 10.2: an agent may put a number without a card on a list. A mask, and a client's number, are for supervisors; a record that a call
 * has made, and nobody has touched, is no card yet.
 *
 * @throws {AppError} `forbidden`
 */
export async function refuseBeyondAgents(tx: Tx, workspaceId: string, pattern: string): Promise<void> {
  if (pattern.endsWith('*')) throw new AppError('forbidden', 'Only a supervisor may list numbers by their beginning.');
  const { rows } = await sql`
    select from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
    where n.workspace_id = ${workspaceId} and n.e164 = ${pattern} and n.state = 'current' and c.archived_at is null
      and not (c.automatic and c.touched_at is null) limit 1
  `.execute(tx);
  if (rows.length > 0) throw new AppError('forbidden', 'This is the number of a client: ask a supervisor.');
}
