import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { AutoBook } from './auto-book.ts';
import { chooseOwners } from './choose-owners.ts';
import type { DueCall } from './find-callers.ts';

type Made = {
  callId: string;
  clientId: string | null;
  dealId: string | null;
  taskId: string | null;
  responsibleId: string | null;
};

/**
 * 6.3: what these calls have made already goes to whom the call belongs to now, unless a person has given it to somebody else.
 *
 * @returns the calls that have made nothing yet.
 */
export async function handOver(tx: Tx, book: AutoBook, due: readonly DueCall[]): Promise<DueCall[]> {
  const { rows } = await sql<Made>`
    select call_id as "callId", client_id as "clientId", deal_id as "dealId", task_id as "taskId", responsible_id as "responsibleId"
    from auto_records where workspace_id = ${book.workspaceId} and call_id = any(${due.map(({ callId }) => callId)}::uuid[])
  `.execute(tx);
  const made = new Map(rows.map((row) => [row.callId, row]));
  const owned = due.filter(({ callId, owner }) => made.has(callId) && owner.kind !== 'next-in-turn'); // a turn is taken once
  const owners = await chooseOwners(
    tx,
    book,
    owned.map(({ owner }) => owner),
  );
  for (const [n, { callId }] of owned.entries()) {
    const record = made.get(callId);
    const to = owners[n] ?? null;
    if (record && record.responsibleId !== to) await give(tx, book, { record, to });
  }
  return due.filter(({ callId }) => !made.has(callId));
}

async function give(tx: Tx, { workspaceId, now }: AutoBook, { record, to }: { record: Made; to: string | null }): Promise<void> {
  const { callId, clientId, dealId, taskId, responsibleId } = record;
  const untaken = sql`workspace_id = ${workspaceId} and responsible_id is not distinct from ${responsibleId}`;
  if (clientId !== null) {
    await sql`update clients set responsible_id = ${to}, updated_at = ${now} where id = ${clientId} and ${untaken}`.execute(tx);
  }
  if (dealId !== null) {
    await sql`update deals set responsible_id = ${to}, updated_at = ${now} where id = ${dealId} and ${untaken}`.execute(tx);
  }
  if (taskId !== null) {
    await sql`update tasks set responsible_id = ${to}, updated_at = ${now} where id = ${taskId} and done_at is null and ${untaken}`.execute(
      tx,
    );
  }
  await sql`update auto_records set responsible_id = ${to} where workspace_id = ${workspaceId} and call_id = ${callId}`.execute(
    tx,
  );
}
