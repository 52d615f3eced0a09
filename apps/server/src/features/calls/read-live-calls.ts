import type { LiveCall, NotPlaced } from '@carillon/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { readNotPlaced } from '../../call-requests/request-store.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { callsBefore, iso, people, seats, transfer, transferSource, words, workInHand } from './live-card-sql.ts';

/** A call as everybody on it sees it, and what differs from one listener to the next. */
export type SharedLiveCall = {
  call: Omit<LiveCall, 'ring' | 'ringing' | 'ringEndsAt' | 'returnsCallAt'>;
  seats: { userId: string; extension: string; ring: number; outcome: string; ringEndsAt: string | null }[];
  /** Who called this number lately, and when last. */
  dialled: { userId: string; at: string }[];
  dismissed: { userId: string; ring: number }[];
};

const RESULT_ASKED = sql.raw(`interval '10 minutes'`);
const LONGEST_TALK = sql.raw(`interval '5 hours'`); // past 4 h the clock ends a call
const TALK_SECONDS_MIN = 10;

/** What a listener's pop-up shows of these calls, whatever their rights: name, company, responsible and last call (4.4). */
export async function readLiveCalls(
  db: Kysely<Database>,
  workspaceId: string,
  callIds: readonly string[],
): Promise<SharedLiveCall[]> {
  if (callIds.length === 0) return [];
  return inWorkspace(db, workspaceId, (tx) =>
    read(tx, sql`where k.workspace_id = ${workspaceId} and k.id = any(${callIds}::uuid[])`),
  );
}

type Mine = { workspaceId: string; userId: string; at: Date };

/** The running calls of one employee, their talks that wait for a result (4.6), and a click that came to nothing (3.7): the snapshot. */
export async function readCallsOf(
  db: Kysely<Database>,
  { workspaceId, userId, at }: Mine,
): Promise<{ running: SharedLiveCall[]; talked: SharedLiveCall[]; notPlaced: NotPlaced | null }> {
  return inWorkspace(db, workspaceId, async (tx) => ({
    running: await read(
      tx,
      sql`where k.workspace_id = ${workspaceId} and k.running and k.confirmed and k.direction <> 'internal' and k.linked_call_id is null
        and ${userId} = any(k.user_ids) order by k.started_at`,
    ),
    talked: await read(
      tx,
      sql`where k.workspace_id = ${workspaceId} and k.user_id = ${userId} and k.started_at > ${at}::timestamptz - ${LONGEST_TALK}
        and k.ended_at > ${at}::timestamptz - ${RESULT_ASKED} and k.status = 'answered' and k.talk_seconds >= ${TALK_SECONDS_MIN}
        and k.confirmed and not k.running and k.direction <> 'internal' and k.linked_call_id is null
        and (select o.outcome from call_outcomes o where o.workspace_id = k.workspace_id and o.call_id = k.id) is null
        order by k.ended_at`,
    ),
    notPlaced: await readNotPlaced(tx, { workspaceId, userId, at }),
  }));
}

async function read(tx: Tx, which: RawBuilder<unknown>): Promise<SharedLiveCall[]> {
  const { rows } = await sql<{ live: SharedLiveCall }>`${select} ${which}`.execute(tx);
  return rows.map(({ live }) => live);
}

// One statement that reads a card whole, in one round trip, while the phone rings. Joined in two: jsonb_build_object takes 100 arguments.
const select = sql`
  select jsonb_build_object(
    'call', jsonb_build_object(
      'id', k.id, 'pbxCallId', case when k.status not in ('requested', 'not-placed') then k.pbx_call_id end, 'status', k.status, 'direction', k.direction, 'origin', k.origin, 'clientNumber', k.client_number,
      'callerText', k.caller_text, 'did', k.did, 'extension', k.extension, 'userId', k.user_id, 'answeredBy', k.answered_by,
      'startedAt', ${iso('k.started_at')}, 'answeredAt', ${iso('k.answered_at')}, 'endedAt', ${iso('k.ended_at')}, 'talkSeconds', k.talk_seconds,
      'version', k.version,
      'didLabel', (select n.label from pbx_numbers n where n.workspace_id = k.workspace_id and n.connection_id = k.connection_id and n.did = k.did),
      'user', (select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = k.workspace_id and u.id = k.user_id),
      ${transfer}, ${callsBefore}
    ) || jsonb_build_object(${people}, ${workInHand}, ${words}),
    ${seats}
  ) as live
  from calls k ${transferSource}`;
