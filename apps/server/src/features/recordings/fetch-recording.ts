import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingReason } from '@carillon/contract';
import { inWorkspace } from '../../db/in-workspace.ts';
import { askForLinks, type Link } from './ask-for-links.ts';
import { type Downloaded, download, hasRoom } from './download.ts';
import type { Claimed, RecordingDeps, RecordingKey } from './recording-deps.ts';
import {
  type Attempt,
  ClaimLost,
  holdClaim,
  noteFailure,
  noteFetched,
  noteLinks,
  noteStoring,
  readAttempt,
} from './settle-attempt.ts';
import { isSameId } from './same-id.ts';
import { removeSound, soundKey, storeSound } from './store-sound.ts';

const HOLD_EVERY_MS = 30_000;
const FULL_SECONDS = 300;

/**
 * One attempt at one recording, whatever its outcome, which is written down. Killed at any moment it leaves a part in the folder of what
 * comes in, and nothing in the archive that is not whole.
 */
export async function fetchRecording(deps: RecordingDeps, claimed: Claimed, signal: AbortSignal): Promise<void> {
  const attempt = await inWorkspace(deps.db, claimed.workspaceId, (tx) => readAttempt(tx, claimed, deps.now()));
  if (attempt === undefined) return; // erased meanwhile, or another's
  const fail = (reason: RecordingReason, again?: { afterSeconds: number }) =>
    noteFailure(deps, claimed, { attempt, reason, again });
  if (attempt.isUnkept || attempt.isOld) {
    await rm(partPath(deps, claimed), { force: true });
    return fail(attempt.isUnkept ? 'not-kept' : 'expired'); // old: a period loaded from long ago
  }
  await mkdir(deps.archive.incoming, { recursive: true, mode: 0o700 });
  if (!(await hasRoom(deps.freeBytes, deps.archive.incoming, 0))) return fail('storage-full', { afterSeconds: FULL_SECONDS });
  const fetched = await fetchTwice(deps, { claimed, attempt, signal });
  if (!fetched.ok) return fail(fetched.reason, againOf(fetched));
  try {
    await keepFetched(deps, claimed, { attempt, fetched, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ClaimLost) throw error;
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    deps.log.warn({ err: error, callId: claimed.callId }, 'A recording could not be put into the archive');
    return fail(isFull ? 'storage-full' : 'storage-failed', isFull ? { afterSeconds: FULL_SECONDS } : undefined);
  }
}

type Sound = Downloaded & { ok: true; providerId: string | null };
type Fetched = Sound | { ok: false; reason: RecordingReason; afterSeconds?: number | undefined };
type Trial = { claimed: Claimed; attempt: Attempt; signal: AbortSignal };

/** Measuring waits its turn, and an archive may lie behind a slow line: whoever is at it must not be taken for dead. */
async function keepFetched(
  deps: RecordingDeps,
  claimed: Claimed,
  { attempt, fetched, signal }: { attempt: Attempt; fetched: Sound; signal: AbortSignal },
): Promise<void> {
  const held = setInterval(() => void holdClaim(deps, claimed).catch(() => undefined), HOLD_EVERY_MS); // lost: the last word tells
  try {
    const { path, mediaType } = fetched.file;
    const sound = await deps.meter.measure({ path, mediaType }, signal);
    const key = soundKey(claimed, { startedAt: attempt.startedAt, extension: fetched.extension });
    const former = await noteStoring(deps, claimed, key);
    const stored = await storeSound(deps.archive, { key, file: fetched.file, sound });
    await noteFetched(deps, claimed, { attempt, stored, providerId: fetched.providerId });
    if (former !== null && former !== key) await removeSound(deps.archive, former);
  } finally {
    clearInterval(held);
  }
}

const againOf = (failed: {
  reason: RecordingReason;
  afterSeconds?: number | undefined;
}): { afterSeconds: number } | undefined => {
  if (failed.reason === 'storage-full') return { afterSeconds: FULL_SECONDS };
  return failed.afterSeconds === undefined ? undefined : { afterSeconds: failed.afterSeconds };
};

/** A link that has died meanwhile is asked for anew, once. */
async function fetchTwice(deps: RecordingDeps, trial: Trial): Promise<Fetched> {
  const first = await fetchOnce(deps, trial);
  return !first.ok && first.reason === 'link-expired' ? fetchOnce(deps, trial) : first;
}

async function fetchOnce(deps: RecordingDeps, { claimed, attempt, signal }: Trial): Promise<Fetched> {
  const asked = await askForLinks(deps, { ...claimed, providerId: attempt.providerId, pbxCallId: attempt.pbxCallId });
  if (!asked.ok) return asked;
  const first = linkOf(asked.links, attempt.providerId) ?? asked.links[0];
  if (!first) return { ok: false, reason: 'not-stored-yet' };
  const name = await noteLinks(deps, claimed, { attempt, mine: first, others: asked.links.filter((link) => link !== first) });
  const mine = attempt.providerId === null && name !== null ? linkOf(asked.links, name) : first;
  if (!mine) return { ok: false, reason: 'not-stored-yet' }; // it was told meanwhile which one it is: another
  const downloaded = await download({
    link: mine.url,
    path: partPath(deps, claimed),
    source: asked.source,
    signal,
    onProgress: holding(deps, claimed),
    freeBytes: deps.freeBytes,
  });
  return downloaded.ok ? { ...downloaded, providerId: idOf(attempt, mine) } : downloaded;
}

const linkOf = (links: readonly Link[], id: string | null): Link | undefined =>
  links.find(({ providerId }) => isSameId(providerId, id));

const idOf = ({ providerId }: Attempt, mine: Link): string | null => providerId ?? mine.providerId;

const partPath = ({ archive }: RecordingDeps, { workspaceId, callId, n }: RecordingKey): string =>
  join(archive.incoming, `${workspaceId}-${callId}-${n}.part`);

/** While bytes come, nobody else may think that we are dead. */
function holding(deps: RecordingDeps, claimed: Claimed): () => Promise<void> {
  let heldAt = performance.now();
  return async () => {
    if (performance.now() - heldAt < HOLD_EVERY_MS) return;
    heldAt = performance.now();
    await holdClaim(deps, claimed);
  };
}
