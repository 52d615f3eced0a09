import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** What stands behind a number already. */
export type Claim = { e164: string; clientId: string | null; dealId: string | null; taskId: string | null };
type Which = { workspaceId: string; numbers: readonly { e164: string; callId: string | null }[]; at: Date };

/**
 * Whoever makes a record for a number takes its claim first (6.6): a call's automation and the pop-up's form alike. Of many at the same
 * moment, in any process, one gets it; the others wait for that transaction, and are told what it made. A claim whose record, or
 * whose number, has gone is free again. Lock the calls concerned before: whoever folds a call holds it and waits here.
 *
 * @returns the claims that stand; a number without one is the caller's now.
 */
export async function claimNumbers(tx: Tx, { workspaceId, numbers, at }: Which): Promise<Map<string, Claim>> {
  const wanted = JSON.stringify(numbers.map(({ e164, callId }) => ({ e164, call_id: callId })));
  const { rows: won } = await sql<{ e164: string }>`
    insert into auto_clients (workspace_id, e164, call_id, created_at)
    select distinct on (r.e164) ${workspaceId}::uuid, r.e164, r.call_id, ${at}::timestamptz
    from jsonb_to_recordset(${wanted}::jsonb) as r (e164 text, call_id uuid) order by r.e164
    on conflict do nothing returning e164
  `.execute(tx);
  const ours = new Set(won.map(({ e164 }) => e164));
  const others = [...new Set(numbers.map(({ e164 }) => e164))].filter((e164) => !ours.has(e164)).toSorted();
  if (others.length === 0) return new Map();
  const claims = await readClaims(tx, workspaceId, others);
  const standing = claims.filter(({ alive }) => alive);
  const free = claims.filter(({ alive }) => !alive).map(({ e164 }) => e164);
  if (free.length > 0) {
    await sql`
      update auto_clients a set call_id = r.call_id, client_id = null, deal_id = null, task_id = null, created_at = ${at}
      from jsonb_to_recordset(${wanted}::jsonb) as r (e164 text, call_id uuid)
      where a.workspace_id = ${workspaceId} and a.e164 = r.e164 and a.e164 = any(${free}::text[])
    `.execute(tx);
  }
  return new Map(standing.map(({ alive: _alive, ...claim }) => [claim.e164, claim]));
}

/** In two statements: what is read after the locks is what the transaction before us has committed. */
async function readClaims(tx: Tx, workspaceId: string, numbers: readonly string[]): Promise<(Claim & { alive: boolean })[]> {
  await sql`
    select from auto_clients where workspace_id = ${workspaceId} and e164 = any(${numbers}::text[]) order by e164 for update
  `.execute(tx);
  const { rows } = await sql<Claim & { alive: boolean }>`
    select a.e164, a.client_id as "clientId", a.deal_id as "dealId", a.task_id as "taskId", coalesce(case
      when a.client_id is not null then (select c.archived_at is null from client_numbers n
        join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
        where n.workspace_id = a.workspace_id and n.client_id = a.client_id and n.e164 = a.e164 and n.state = 'current')
      when a.deal_id is not null then (select d.closed_at is null and d.archived_at is null from deals d
        where d.workspace_id = a.workspace_id and d.id = a.deal_id)
      when a.task_id is not null then (select t.done_at is null from tasks t where t.workspace_id = a.workspace_id and t.id = a.task_id)
      end, false) as alive
    from auto_clients a where a.workspace_id = ${workspaceId} and a.e164 = any(${numbers}::text[])
  `.execute(tx);
  return rows;
}

/** Says what was made of claims that are the caller's. */
export async function settleClaims(tx: Tx, workspaceId: string, made: readonly Claim[]): Promise<void> {
  if (made.length === 0) return;
  await sql`
    update auto_clients a set client_id = r."clientId", deal_id = r."dealId", task_id = r."taskId"
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (e164 text, "clientId" uuid, "dealId" uuid, "taskId" uuid)
    where a.workspace_id = ${workspaceId} and a.e164 = r.e164
  `.execute(tx);
}
