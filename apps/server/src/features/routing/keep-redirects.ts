import { redirectStateAt } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { CallEffect, Recorded } from '../calls/recorded.ts';
import { askBypassed } from './ask-bypassed.ts';
import type { StoredDecision } from './decide-reply.ts';
import type { Redirect } from './redirect.ts';

/** 7.6: keeps what became of the calls our answers sent to phones, and asks whoever lets them ring out again and again. */
export const keepRedirects: CallEffect = async (tx, { workspaceId, now }, calls) => {
  const redirects = calls.flatMap((call) => redirectOf(call, now) ?? []);
  if (redirects.length === 0) return;
  await lockEmployees(tx, workspaceId, redirects);
  await saveRedirects(tx, workspaceId, redirects);
  await askBypassed(tx, { workspaceId, now }, redirects);
};

function redirectOf({ callId, after, decision }: Recorded, now: Date): Redirect | null {
  const state = redirectStateAt(after, now);
  if (state === null) return null;
  const decided = decision as Partial<StoredDecision> | null; // only StoredDecisions are kept there
  return { ...state, userId: state.userId ?? decided?.userId ?? null, callId, number: after.clientNumber };
}

/** Of two calls that ring out at one moment, one must see the other to know how many they are in a row. */
async function lockEmployees(tx: Tx, workspaceId: string, redirects: readonly Redirect[]): Promise<void> {
  const ids = redirects.flatMap(({ outcome, userId }) => (outcome === 'rung-out' && userId !== null ? [userId] : []));
  const keys = [...new Set(ids)].toSorted().map((id) => `redirects ${workspaceId} ${id}`); // in one order: nobody waits in a circle
  for (const key of keys) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

async function saveRedirects(tx: Tx, workspaceId: string, redirects: readonly Redirect[]): Promise<void> {
  const rows = redirects.map(({ callId, number, userId, extension, at, dueAt, outcome, overAt }) => ({
    call_id: callId,
    e164: number,
    user_id: userId,
    extension,
    at,
    due_at: dueAt,
    outcome: outcome === 'open' ? null : outcome,
    over_at: overAt,
  }));
  await sql`
    insert into redirects as r (workspace_id, call_id, e164, user_id, extension, at, due_at, outcome, over_at)
    select ${workspaceId}, x.call_id, x.e164, x.user_id, x.extension, x.at, x.due_at, x.outcome, x.over_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (call_id uuid, e164 text, user_id uuid, extension text, at timestamptz,
      due_at timestamptz, outcome text, over_at timestamptz)
    on conflict (workspace_id, call_id) do update set e164 = excluded.e164, user_id = excluded.user_id, due_at = excluded.due_at,
      outcome = excluded.outcome, over_at = excluded.over_at
    where (r.e164, r.user_id, r.due_at, r.outcome, r.over_at)
      is distinct from (excluded.e164, excluded.user_id, excluded.due_at, excluded.outcome, excluded.over_at)
  `.execute(tx);
}
