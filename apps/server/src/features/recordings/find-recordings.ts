import type { Recording, RecordingReason, RecordingState, Role } from '@carillon/contract';
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
  may: Recording['may'];
};

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };
const NEEDS = { everybody: 0, supervisor: 1, admin: 2 };
/** What was taken away on purpose does not come back. */
const GONE: readonly (RecordingReason | null)[] = ['deleted', 'expired', 'not-kept'];

/** A call's recordings, and what whoever asks may do with each. @throws {AppError} `not-found` of a call that there is not. */
export async function findRecordings(tx: Tx, who: Identity, callId: string): Promise<Found[]> {
  const { workspaceId, userId, role } = who;
  const { rows: calls } = await sql<{ isMine: boolean }>`
    select k.user_id = ${userId} is true or k.answered_by = ${userId} is true
      or exists (select from call_participants p where p.workspace_id = k.workspace_id and p.call_id = k.id and p.user_id = ${userId} and p.answered_at is not null)
      or exists (select from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
        where l.workspace_id = k.workspace_id and l.call_id = k.id and c.responsible_id = ${userId}) as "isMine"
    from calls k where k.workspace_id = ${workspaceId} and k.id = ${callId} and k.confirmed
  `.execute(tx);
  if (!calls[0]) throw new AppError('not-found', 'There is no such call.');
  const { rows } = await sql<Omit<Found, 'may' | 'bytes'> & { bytes: string | null }>`
    select n, state, seconds, reason, bytes, media_type as "mediaType", has_peaks as "hasPeaks", file_key as key, stored_at as "storedAt", started_at as "startedAt"
    from call_recordings where workspace_id = ${workspaceId} and call_id = ${callId} order by n
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

function rightsTo({ state, reason }: Pick<Found, 'state' | 'reason'>, { hears, role, settings }: Rights): Recording['may'] {
  const isReady = state === 'ready';
  return {
    listen: hears && isReady,
    download: hears && isReady && RANK[role] >= NEEDS[settings.downloadBy],
    delete: hears && RANK[role] >= NEEDS[settings.deleteBy] && !GONE.includes(state === 'unavailable' ? reason : null),
    retry: hears && state === 'unavailable' && !GONE.includes(reason),
  };
}

/** @throws {AppError} `not-found`, `forbidden` for an agent with whom the call has nothing to do. */
export async function findRecording(tx: Tx, who: Identity, { id, n }: { id: string; n: number }): Promise<Found> {
  const found = (await findRecordings(tx, who, id)).find((each) => each.n === n);
  if (!found) throw new AppError('not-found', 'This call has no such recording.');
  return found;
}

export const shown = ({ n, state, seconds, reason, bytes, mediaType, hasPeaks, may }: Found): Recording => ({
  n,
  state,
  seconds,
  reason,
  bytes,
  mediaType,
  hasPeaks,
  may,
});
