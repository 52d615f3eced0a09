import type { TranscriptPhrase, TranscriptReason } from '@carillon/contract';
import { sql } from 'kysely';
import { touchCalls } from '../../call-news.ts';
import { foldText } from '../../clients/fold-text.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Claimed, TranscriptDeps } from './transcript-deps.ts';

export type Attempt = { providerId: string | null; begunAt: Date | null; attempts: number };

/** From one look to the next. After the last one it is too slow, until somebody presses "try again". Some two days in all. */
const GAPS_SECONDS = [10, 15, 30, 60, 120, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600];

const mine = ({ workspaceId, callId, n, claim }: Claimed) =>
  sql`workspace_id = ${workspaceId} and call_id = ${callId} and n = ${n} and claim = ${claim} and state = 'preparing'`;

/** @returns undefined when it went with its recording, or another process has it. */
export async function readAttempt(tx: Tx, { workspaceId, callId, n, claim }: Claimed): Promise<Attempt | undefined> {
  const { rows } = await sql<Attempt>`
    select r.provider_id as "providerId", t.begun_at as "begunAt", t.attempts
    from call_transcripts t join call_recordings r on r.workspace_id = t.workspace_id and r.call_id = t.call_id and r.n = t.n
    where t.workspace_id = ${workspaceId} and t.call_id = ${callId} and t.n = ${n} and t.claim = ${claim} and t.state = 'preparing'
  `.execute(tx);
  return rows[0];
}

/** Before the provider is told: whatever happens then, it is not told twice. @returns whether this process is to tell it. */
export async function noteBegin({ db, now }: TranscriptDeps, claimed: Claimed): Promise<boolean> {
  const { rows } = await inWorkspace(db, claimed.workspaceId, (tx) =>
    sql`update call_transcripts set begun_at = ${now()} where ${mine(claimed)} and begun_at is null returning n`.execute(tx),
  );
  return rows.length > 0;
}

/** The provider has surely not begun. */
export async function takeBackBegin({ db }: TranscriptDeps, claimed: Claimed): Promise<void> {
  await inWorkspace(db, claimed.workspaceId, (tx) =>
    sql`update call_transcripts set begun_at = null where ${mine(claimed)}`.execute(tx),
  );
}

type Wait = { attempt: Attempt; reason: TranscriptReason | null; afterSeconds?: number | undefined };

/** It is looked for again, after growing gaps; what only has to wait, at no cost. */
export async function noteWait(deps: TranscriptDeps, claimed: Claimed, { attempt, reason, afterSeconds }: Wait): Promise<void> {
  const gap = afterSeconds ?? GAPS_SECONDS[attempt.attempts];
  if (gap === undefined) return noteFailure(deps, claimed, reason ?? 'too-slow');
  const dueAt = new Date(+deps.now() + gap * 1000);
  const attempts = attempt.attempts + (afterSeconds === undefined ? 1 : 0);
  await inWorkspace(deps.db, claimed.workspaceId, (tx) =>
    sql`
      update call_transcripts set reason = ${reason}, attempts = ${attempts}, due_at = ${dueAt}, claim = null, claimed_until = null
      where ${mine(claimed)}
    `.execute(tx),
  );
}

export async function noteFailure({ db, now }: TranscriptDeps, claimed: Claimed, reason: TranscriptReason): Promise<void> {
  const { workspaceId, callId } = claimed;
  await inWorkspace(db, workspaceId, async (tx) => {
    await touchCalls(tx, { workspaceId, callIds: [callId], at: now() });
    await sql`
      update call_transcripts set state = 'unavailable', reason = ${reason}, due_at = null, claim = null, claimed_until = null where ${mine(claimed)}
    `.execute(tx);
  });
}

type Success = { phrases: readonly TranscriptPhrase[]; lang: string | null };

/** From now on it can be read and found. */
export async function noteWords({ db, now }: TranscriptDeps, claimed: Claimed, { phrases, lang }: Success): Promise<void> {
  const { workspaceId, callId } = claimed;
  const at = now();
  const folded = phrases.map(({ text }) => foldText(text));
  await inWorkspace(db, workspaceId, async (tx) => {
    await touchCalls(tx, { workspaceId, callIds: [callId], at });
    await sql`
      update call_transcripts set state = 'ready', reason = null, due_at = null, claim = null, claimed_until = null, ready_at = ${at}, lang = ${lang},
        phrases = ${JSON.stringify(phrases)}::jsonb, said = speech_vector(${folded}::text[])
      where ${mine(claimed)}
    `.execute(tx);
  });
}
