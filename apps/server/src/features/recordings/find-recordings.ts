import type { Recording, RecordingReason, RecordingState, Role, TranscriptState } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import { type KeptSettings, readSettings } from './read-settings.ts';

/** A recording with what the archive and the rules need of it. */
export type Found = {
  n: number;
  state: RecordingState;
  seconds: number | null;
  reason: RecordingReason | null;
  bytes: number | null;
  mediaType: string | null;
  hasPeaks: boolean;
  key: string | null;
  storedAt: Date | null;
  startedAt: Date;
  transcript: Recording['transcript'];
  may: Recording['may'];
};

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };
const NEEDS = { everybody: 0, supervisor: 1, admin: 2 };
/** What was taken away on purpose does not come back. */
const GONE: readonly (RecordingReason | null)[] = ['deleted', 'expired', 'not-kept'];

const ASKABLE: readonly (TranscriptState | undefined)[] = [undefined, 'unavailable'];

/** A call's recordings, and what whoever asks may do with each. @throws {AppError} `not-found` of a call that there is not. */
export async function findRecordings(tx: Tx, who: Identity, callId: string): Promise<Found[]> {
  const { workspaceId, userId, role } = who;
  const { rows: calls } = await sql<{ isMine: boolean }>`
    select hears_call(k.workspace_id, k.id, ${userId}) as "isMine"
    from calls k where k.workspace_id = ${workspaceId} and k.id = ${callId} and k.confirmed
  `.execute(tx);
  if (!calls[0]) throw new AppError('not-found', 'There is no such call.');
  const { rows } = await sql<Omit<Found, 'may' | 'bytes'> & { bytes: string | null }>`
    select r.n, r.state, r.seconds, r.reason, r.bytes, r.media_type as "mediaType", r.has_peaks as "hasPeaks", r.file_key as key,
      r.stored_at as "storedAt", r.started_at as "startedAt",
      case when t.state is not null then jsonb_build_object('state', t.state, 'reason', t.reason) end as transcript
    from call_recordings r
    left join call_transcripts t on t.workspace_id = r.workspace_id and t.call_id = r.call_id and t.n = r.n
    where r.workspace_id = ${workspaceId} and r.call_id = ${callId} order by r.n
  `.execute(tx);
  const settings = await readSettings(tx, workspaceId);
  const hears = role !== 'agent' || calls[0].isMine;
  return rows.map((row) => ({
    ...row,
    bytes: row.bytes === null ? null : Number(row.bytes),
    may: rightsTo(row, { hears, role, settings }),
  }));
}

type Rights = { hears: boolean; role: Role; settings: KeptSettings };

function rightsTo(
  { state, reason, transcript }: Pick<Found, 'state' | 'reason' | 'transcript'>,
  { hears, role, settings }: Rights,
): Recording['may'] {
  const isReady = state === 'ready';
  return {
    listen: hears && isReady,
    download: hears && isReady && RANK[role] >= NEEDS[settings.downloadBy],
    delete: hears && RANK[role] >= NEEDS[settings.deleteBy] && !GONE.includes(state === 'unavailable' ? reason : null),
    retry: hears && state === 'unavailable' && !GONE.includes(reason),
    transcribe: hears && isReady && RANK[role] >= NEEDS[settings.transcribeBy] && ASKABLE.includes(transcript?.state),
  };
}

/** @throws {AppError} `not-found`, `forbidden` for an agent with whom the call has nothing to do. */
export async function findRecording(tx: Tx, who: Identity, { id, n }: { id: string; n: number }): Promise<Found> {
  const found = (await findRecordings(tx, who, id)).find((each) => each.n === n);
  if (!found) throw new AppError('not-found', 'This call has no such recording.');
  return found;
}

export const shown = ({ n, state, seconds, reason, bytes, mediaType, hasPeaks, transcript, may }: Found): Recording => ({
  n,
  state,
  seconds,
  reason,
  bytes,
  mediaType,
  hasPeaks,
  transcript,
  may,
});
