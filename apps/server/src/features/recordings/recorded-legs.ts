import { sql } from 'kysely';
import { touchCalls } from '../../call-news.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { JoinedLeg, Recorded } from '../calls/recorded.ts';

type At = { workspaceId: string; at: Date };

/** F11: of these calls, those that are legs, each with its conversation. */
export async function conversationsOf(tx: Tx, workspaceId: string, calls: readonly Recorded[]): Promise<Map<string, string>> {
  const out = calls.filter(({ after }) => after.direction === 'outbound').map(({ callId }) => callId);
  if (out.length === 0) return new Map();
  const { rows } = await sql<{ id: string; conversationId: string }>`
    select id, linked_call_id as "conversationId" from calls
    where workspace_id = ${workspaceId} and id = any(${out}::uuid[]) and linked_call_id is not null
  `.execute(tx);
  return new Map(rows.map(({ id, conversationId }) => [id, conversationId]));
}

/** So that the numbers of a conversation's recordings are given one after the other, whichever leg is told of; in the order of the fold. */
export async function lockConversations(tx: Tx, workspaceId: string, callIds: readonly string[]): Promise<void> {
  if (callIds.length === 0) return;
  await sql`
    select from calls where workspace_id = ${workspaceId} and id = any(${[...callIds]}::uuid[]) order by pbx_call_id collate "C" for update
  `.execute(tx);
}

/** Something of a leg was recorded: the journal finds the conversation by it, and whoever looks at it hears of it. */
export async function keepLegsRecorded(tx: Tx, { workspaceId, at }: At, callIds: readonly string[]): Promise<void> {
  if (callIds.length === 0) return;
  await touchCalls(tx, { workspaceId, callIds, at });
  await sql`
    update calls set leg_recorded = true where workspace_id = ${workspaceId} and id = any(${[...callIds]}::uuid[]) and not leg_recorded
  `.execute(tx);
}

/** What was told of a leg before anybody knew that it is one. A recording that is there already stays where people have heard it. */
export async function joinRecordings(tx: Tx, { workspaceId, at }: At, joined: readonly JoinedLeg[]): Promise<void> {
  if (joined.length === 0) return;
  await lockConversations(tx, workspaceId, [...new Set(joined.map(({ conversationId }) => conversationId))]);
  const { rows } = await sql<{ conversationId: string }>`
    with moved as (
      select r.call_id, r.n, o.linked_call_id, row_number() over (partition by o.linked_call_id order by r.call_id, r.n)
          + coalesce((select max(k.n) from call_recordings k where k.workspace_id = ${workspaceId} and k.call_id = o.linked_call_id), 0) as new_n
      from call_recordings r join calls o on o.workspace_id = r.workspace_id and o.id = r.call_id
      where r.workspace_id = ${workspaceId} and r.call_id = any(${joined.map(({ legId }) => legId)}::uuid[]) and r.state = 'preparing'
    )
    update call_recordings r set call_id = m.linked_call_id, n = m.new_n, leg_id = m.call_id, claim = null, claimed_until = null
    from moved m where r.workspace_id = ${workspaceId} and r.call_id = m.call_id and r.n = m.n
    returning r.call_id as "conversationId"
  `.execute(tx);
  await keepLegsRecorded(tx, { workspaceId, at }, [...new Set(rows.map(({ conversationId }) => conversationId))]);
}
