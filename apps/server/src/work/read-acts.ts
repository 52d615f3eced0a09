import { type BearingCall, bearingOf, type CallerEvent } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

const RINGING_MAX_MS = 5 * 60_000; // a talk counts from its answer, but is looked up by its beginning

type Act = BearingCall & { e164: string };

/** Talks with these numbers and attempts to reach them, from a moment on for each of them. */
export async function readActs(
  tx: Tx,
  workspaceId: string,
  waiting: ReadonlyMap<string, Date>,
): Promise<Map<string, CallerEvent[]>> {
  if (waiting.size === 0) return new Map();
  const asked = [...waiting].map(([e164, since]) => ({ e164, since: new Date(+since - RINGING_MAX_MS) }));
  // One look-up a number, fenced by `offset 0`: see lockCalls.
  const { rows } = await sql<Act>`
    select a.e164, k.* from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) a (e164 text, since timestamptz) cross join lateral (
      select id as "callId", direction, status, origin, started_at as "startedAt", answered_at as "answeredAt", ended_at as "endedAt",
        wait_seconds as "waitSeconds", talk_seconds as "talkSeconds", times_approximate as "timesApproximate", extension, user_id as "userId"
      from calls where workspace_id = ${workspaceId} and client_number = a.e164 and started_at >= a.since and confirmed
        and linked_call_id is null and (direction = 'outbound' or status = 'answered')
      offset 0) k
  `.execute(tx);
  const acts = new Map<string, CallerEvent[]>();
  for (const row of rows) {
    const event = bearingOf(row);
    if (event !== null) acts.set(row.e164, [...(acts.get(row.e164) ?? []), event]);
  }
  return acts;
}
