import type { RecordingReason } from '@carillon/contract';
import { sql } from 'kysely';
import { touchCalls } from '../../call-news.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { addRecordings } from './add-recordings.ts';
import type { Link } from './ask-for-links.ts';
import type { Claimed, RecordingDeps } from './recording-deps.ts';
import { DEFAULT_SETTINGS } from './read-settings.ts';
import { isSameId } from './same-id.ts';
import { removeSound, type StoredSound } from './store-sound.ts';

/** What an attempt begins from. */
export type Attempt = {
  /** F11: the leg it was recorded of. */
  legId: string | null;
  providerId: string | null;
  pbxCallId: string;
  startedAt: Date;
  attempts: number;
  isUnkept: boolean;
  isOld: boolean;
};

/** From one failed attempt to the next; after the last one it is unavailable, until somebody presses "retry". Two days in all. */
const GAPS_SECONDS = [30, 60, 120, 300, 900, 3600, 3 * 3600, 12 * 3600, 24 * 3600];
const CLAIMED_MS = 120_000; // as the claim itself
const FINAL: readonly RecordingReason[] = ['too-large', 'forbidden-address', 'not-kept', 'expired'];

/** Of a recording `r`. */
const isUnkept = sql<boolean>`
  exists (select from call_clients l join unkept_clients u on u.workspace_id = l.workspace_id and u.client_id = l.client_id
    where l.workspace_id = r.workspace_id and l.call_id = r.call_id)
`;

/** @returns undefined when the recording is no longer wanted, or the claim was lost. */
export async function readAttempt(tx: Tx, { workspaceId, callId, n, claim }: Claimed, now: Date): Promise<Attempt | undefined> {
  const { rows } = await sql<Attempt>`
    select r.leg_id as "legId", r.provider_id as "providerId", c.pbx_call_id as "pbxCallId", r.started_at as "startedAt", r.attempts,
      ${isUnkept} as "isUnkept",
      r.started_at < ${now}::timestamptz - make_interval(days => coalesce(s.retention_days, ${DEFAULT_SETTINGS.retentionDays})) as "isOld"
    from call_recordings r join calls c on c.workspace_id = r.workspace_id and c.id = coalesce(r.leg_id, r.call_id)
    left join recording_settings s on s.workspace_id = r.workspace_id
    where r.workspace_id = ${workspaceId} and r.call_id = ${callId} and r.n = ${n} and r.claim = ${claim} and r.state = 'preparing'
  `.execute(tx);
  return rows[0];
}

const mine = ({ workspaceId, callId, n, claim }: Claimed) =>
  sql`workspace_id = ${workspaceId} and call_id = ${callId} and n = ${n} and claim = ${claim} and state = 'preparing'`;

/** Another process has taken a recording over, or it is wanted no more. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** @throws {ClaimLost} two must not write one file. */
export async function holdClaim({ db, now }: RecordingDeps, claimed: Claimed): Promise<void> {
  const until = new Date(+now() + CLAIMED_MS);
  const held = await inWorkspace(db, claimed.workspaceId, (tx) =>
    sql`update call_recordings set claimed_until = ${until} where ${mine(claimed)} returning n`.execute(tx),
  );
  if (held.rows.length === 0) throw new ClaimLost('Another process fetches this recording now.');
}

/**
 * Says where the sound will lie, before it lies there: killed in between, and not wanted any more, it is found and erased.
 *
 * @returns where an earlier attempt may have put it.
 * @throws {ClaimLost}
 */
export async function noteStoring({ db, now }: RecordingDeps, claimed: Claimed, key: string): Promise<string | null> {
  const until = new Date(+now() + CLAIMED_MS);
  const { rows } = await inWorkspace(db, claimed.workspaceId, (tx) =>
    sql<{ former: string | null }>`
      with mine as (select call_id, n, file_key from call_recordings where ${mine(claimed)} for update)
      update call_recordings r set file_key = ${key}, claimed_until = ${until}
      from mine m where r.workspace_id = ${claimed.workspaceId} and r.call_id = m.call_id and r.n = m.n returning m.file_key as former
    `.execute(tx),
  );
  if (!rows[0]) throw new ClaimLost('This recording is not wanted from this process any more.');
  return rows[0].former;
}

type Failure = { attempt: Attempt; reason: RecordingReason; again: { afterSeconds: number } | undefined };

/** What has failed is tried again after growing gaps; what only has to wait, at no cost. */
export async function noteFailure(
  { db, now }: RecordingDeps,
  claimed: Claimed,
  { attempt, reason, again }: Failure,
): Promise<void> {
  const { workspaceId, callId } = claimed;
  const at = now();
  const attempts = attempt.attempts + (again ? 0 : 1);
  const gap = again ? again.afterSeconds : FINAL.includes(reason) ? undefined : GAPS_SECONDS[attempts - 1];
  const dueAt = gap === undefined ? null : new Date(+at + gap * 1000);
  await inWorkspace(db, workspaceId, async (tx) => {
    if (dueAt === null) await touchCalls(tx, { workspaceId, callIds: [callId], at });
    await sql`
      update call_recordings set reason = ${reason}, attempts = ${attempts}, due_at = ${dueAt}, claim = null, claimed_until = null,
        state = case when ${dueAt}::timestamptz is null then 'unavailable' else 'preparing' end
      where ${mine(claimed)}
    `.execute(tx);
  });
}

type Success = { attempt: Attempt; stored: StoredSound; providerId: string | null };

/** From now on it can be heard. Where it was deleted while it came, or its client is not to be kept since, the sound goes at once. */
export async function noteFetched(
  { db, now, archive, onFetched }: RecordingDeps,
  claimed: Claimed,
  { stored, providerId }: Success,
): Promise<void> {
  const { workspaceId, callId, n } = claimed;
  const at = now();
  const isWanted = await inWorkspace(db, workspaceId, async (tx) => {
    await touchCalls(tx, { workspaceId, callIds: [callId], at });
    const { rows: unkept } = await sql`
      update call_recordings r set state = 'unavailable', reason = 'not-kept', due_at = null, claim = null, claimed_until = null
      where ${mine(claimed)} and ${isUnkept} returning n
    `.execute(tx);
    if (unkept.length > 0) return false;
    const { rows } = await sql`
      update call_recordings set state = 'ready', reason = null, due_at = null, claim = null, claimed_until = null, stored_at = ${at},
        file_key = ${stored.key}, media_type = ${stored.mediaType}, bytes = ${stored.bytes}, seconds = ${stored.seconds}, has_peaks = ${stored.hasPeaks}
      where ${mine(claimed)} returning n
    `.execute(tx);
    if (rows.length === 0) return isKeptAt(tx, claimed, stored.key);
    await sql`
      update call_recordings r set provider_id = ${providerId}
      where r.workspace_id = ${workspaceId} and r.call_id = ${callId} and r.n = ${n} and r.provider_id is null
        and not exists (select from call_recordings o where o.workspace_id = r.workspace_id and o.call_id = r.call_id and o.provider_id = ${providerId})
    `.execute(tx);
    await onFetched(tx, claimed, at);
    return true;
  });
  if (!isWanted) await removeSound(archive, stored.key);
}

/** Whether another process, which has taken it over, wants the file at the same place. */
async function isKeptAt(tx: Tx, { workspaceId, callId, n }: Claimed, key: string): Promise<boolean> {
  const { rows } = await sql`
    select from call_recordings where workspace_id = ${workspaceId} and call_id = ${callId} and n = ${n}
      and state <> 'unavailable' and file_key = ${key}
  `.execute(tx);
  return rows.length > 0;
}

type Told = { attempt: Attempt; mine: Link; others: readonly Link[] };

/**
 * 5.6: the provider knows of more recordings of this call than it told us, and the one that comes has its name before it comes: what is
 * told meanwhile is another.
 *
 * @returns the name it has now: it may have been given another one since the attempt began.
 */
export async function noteLinks(
  { db, now }: RecordingDeps,
  { workspaceId, callId, n }: Claimed,
  { attempt, mine: own, others }: Told,
): Promise<string | null> {
  const ids = others.flatMap(({ providerId }) =>
    providerId !== null && !isSameId(providerId, own.providerId) ? [providerId] : [],
  );
  const isNew = attempt.providerId === null;
  const providerIds = isNew && own.providerId !== null ? [own.providerId, ...ids] : ids;
  if (providerIds.length === 0 || (isNew && own.providerId === null)) return attempt.providerId;
  const at = now();
  return inWorkspace(db, workspaceId, async (tx) => {
    await sql`select from calls where workspace_id = ${workspaceId} and id = ${callId} for update`.execute(tx);
    const told = { callId, legId: attempt.legId, startedAt: attempt.startedAt, providerIds, nameless: false };
    if ((await addRecordings(tx, { workspaceId, now: at, dueAt: at }, [told])) > 0)
      await touchCalls(tx, { workspaceId, callIds: [callId], at });
    const { rows } = await sql<{ id: string | null }>`
      select provider_id as id from call_recordings where workspace_id = ${workspaceId} and call_id = ${callId} and n = ${n}
    `.execute(tx);
    return rows[0]?.id ?? null;
  });
}
