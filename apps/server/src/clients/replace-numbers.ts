import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { linkEarlierCalls, unlinkCalls } from './link-calls.ts';
import type { ClientNumber } from './read-phones.ts';

type Change = { workspaceId: string; clientId: string; numbers: readonly ClientNumber[]; at: Date };

/**
 * Makes these a client's numbers, and settles their calls in the same transaction (5.2): a number that is new brings its earlier calls,
 * one marked wrong loses those it matched, one marked former or left out keeps them.
 */
export async function replaceNumbers(tx: Tx, { workspaceId, clientId, numbers, at }: Change): Promise<void> {
  const before = await tx
    .selectFrom('client_numbers')
    .select(['e164', 'state'])
    .where('workspace_id', '=', workspaceId)
    .where('client_id', '=', clientId)
    .execute();
  await sql`delete from client_numbers where workspace_id = ${workspaceId} and client_id = ${clientId}`.execute(tx);
  if (numbers.length > 0) {
    const rows = numbers.map((number, position) => ({ workspace_id: workspaceId, client_id: clientId, ...number, position }));
    await tx.insertInto('client_numbers').values(rows).execute();
  }
  for (const { e164, state } of numbers) {
    const old = before.find((number) => number.e164 === e164)?.state;
    const wasTheirs = old === 'current' || old === 'former';
    if (state === 'wrong' && wasTheirs) await unlinkCalls(tx, { workspaceId, clientId, e164, at });
    if (state !== 'wrong' && !wasTheirs) await linkEarlierCalls(tx, { workspaceId, clientId, e164, at });
  }
}
