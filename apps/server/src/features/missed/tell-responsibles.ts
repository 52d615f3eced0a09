import type { ClientType } from '@carillon/contract';
import type { Call } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { notify } from '../../notices/notify.ts';
import type { Recorded } from '../calls/recorded.ts';
import type { MissedBook } from './missed-book.ts';

type Row = {
  callId: string;
  clientType: ClientType;
  clientId: string;
  clientName: string;
  responsibleId: string;
  userName: string;
};

/** 9.10: "Your client Ivanov called, Boris talked 4:12", to a responsible who had no part in the talk. */
export async function tellResponsibles(tx: Tx, { workspaceId, now }: MissedBook, calls: readonly Recorded[]): Promise<void> {
  const talks = new Map(calls.filter(isNewTalk).map((call) => [call.callId, call.after]));
  if (talks.size === 0) return;
  const asked = [...talks].map(([callId, { userId }]) => ({ call_id: callId, user_id: userId }));
  const { rows } = await sql<Row>`
    select l.call_id as "callId", c.type as "clientType", c.id as "clientId", c.name as "clientName", c.responsible_id as "responsibleId",
      u.name as "userName"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) r (call_id uuid, user_id uuid)
    join call_clients l on l.workspace_id = ${workspaceId} and l.call_id = r.call_id and l.is_primary
    join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id and c.responsible_id is not null
    join users u on u.workspace_id = l.workspace_id and u.id = r.user_id
  `.execute(tx);
  for (const { callId, responsibleId, ...data } of rows) {
    const call = talks.get(callId);
    if (!call || talkersOf(call).has(responsibleId)) continue;
    await notify(tx, {
      workspaceId,
      to: [responsibleId],
      kind: 'your-client-called',
      dedupeKey: `your-client ${callId}`,
      data: { ...data, number: call.clientNumber, talkSeconds: call.talkSeconds ?? 0, at: call.startedAt.toISOString() },
      callId,
      at: now,
    });
  }
}

function isNewTalk({ before, after }: Recorded): boolean {
  return isTalk(after) && !(before !== null && isTalk(before));
}

function isTalk({ direction, status, endedAt, menuOnly, talkSeconds, userId }: Call): boolean {
  const talked = status === 'answered' && !menuOnly && (talkSeconds ?? 0) > 0;
  return direction === 'inbound' && endedAt !== null && talked && userId !== null;
}

/** Whoever answered or talked, also if they handed the call on. */
function talkersOf({ userId, answeredBy, participants }: Call): Set<string | null> {
  return new Set([userId, answeredBy?.userId ?? null, ...participants.flatMap((p) => (p.answeredAt ? p.userId : null))]);
}
