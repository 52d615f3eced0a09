import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { CallBook, JoinedLeg, Recorded } from './recorded.ts';

/**
 * F11: an extension that forwards to an outside phone makes an `out_` call of its own while the `in_` call rings. It shows the
 * caller's number as its own and starts while that extension rings: one conversation, so it is linked, and counted once.
 *
 * @returns which of these calls are such legs, and which calls were found to be.
 */
export async function linkLegs(
  tx: Tx,
  { workspaceId }: CallBook,
  calls: readonly Recorded[],
): Promise<{ legs: Set<string>; joined: JoinedLeg[] }> {
  const legs = calls.filter(({ after }) => after.direction === 'outbound').map(({ callId }) => callId);
  const rung = calls
    .filter(({ before, after }) => after.direction === 'inbound' && isNewlyRung(before, after))
    .map(({ callId }) => callId);
  // Two statements: "either of both" can't be looked up in an index.
  const joined = legs.length > 0 ? await link(tx, workspaceId, sql`o.id = any(${legs}::uuid[])`) : [];
  if (rung.length > 0) joined.push(...(await link(tx, workspaceId, sql`i.id = any(${rung}::uuid[])`)));
  const ids = [...legs, ...rung];
  if (ids.length === 0) return { legs: new Set(), joined };
  const { rows } = await sql<{ id: string }>`
    select id from calls where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and linked_call_id is not null
  `.execute(tx);
  return { legs: new Set(rows.map(({ id }) => id)), joined };
}

async function link(tx: Tx, workspaceId: string, among: RawBuilder<unknown>): Promise<JoinedLeg[]> {
  const { rows } = await sql<JoinedLeg>`
    update calls o set linked_call_id = i.id
    from calls i join call_participants p on p.workspace_id = i.workspace_id and p.call_id = i.id
    where o.workspace_id = ${workspaceId} and i.workspace_id = ${workspaceId} and ${among}
      and o.direction = 'outbound' and o.linked_call_id is null and i.direction = 'inbound'
      and i.client_number = o.did and p.extension = o.extension and p.rang_at is not null
      and i.started_at between o.started_at - interval '10 minutes' and o.started_at + interval '10 seconds'
      and o.started_at >= p.rang_at - interval '10 seconds' and (p.left_at is null or o.started_at <= p.left_at + interval '2 seconds')
    returning o.id as "legId", o.linked_call_id as "conversationId"
  `.execute(tx);
  return rows;
}

/** An extension rang, as it was heard or as the statistics know. */
function isNewlyRung(before: Recorded['before'], { rings, participants }: Recorded['after']): boolean {
  return rings.length !== (before?.rings.length ?? 0) || participants.length !== (before?.participants.length ?? 0);
}
