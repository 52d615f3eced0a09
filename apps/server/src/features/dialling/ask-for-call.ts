import type { DialAbout } from '@carillon/contract';
import type { CallFact } from '@carillon/telephony';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { insertRequest, pendingCallId, requestWithKey } from '../../call-requests/request-store.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import type { Connection } from '../../provider/connection.ts';
import type { CallBook } from '../calls/recorded.ts';
import { clientOfAbout } from './client-of-about.ts';
import type { DiallingDeps } from './dialling-deps.ts';
import { takeLock } from './dialling-lock.ts';
import { type Dialler, readDialler } from './read-dialler.ts';
import { readTarget } from './read-target.ts';
import { refusedDial } from './refused-dial.ts';

export type Wish = { to: string; about: DialAbout | null; requestKey: string | null };

/** A call that may be asked for at the provider, now and once; or the one that was asked for with this key before. */
export type Asked = { id: string; again: boolean; connection: Connection; rings: string; extension: string; number: string };

/**
 * Writes down that somebody wants this call, before anybody outside hears of it: whatever becomes of us meanwhile, the PBX's call is known
 * again, and no second one is asked for.
 *
 * @throws {AppError} for everything that keeps them from it.
 */
export async function askForCall(tx: Tx, deps: DiallingDeps, by: Identity, wish: Wish): Promise<Asked> {
  const { workspaceId, userId } = by;
  const at = deps.now();
  const dialler = await readDialler(tx, by);
  const { connection, extension, rings } = dialler;
  if (extension === null || rings === null || dialler.because !== null) throw refusedDial(dialler.because ?? 'no-extension');
  const target = await readTarget(tx, dialler, { typed: wish.to, at });
  const { number } = target;
  const before =
    wish.requestKey === null ? undefined : await requestWithKey(tx, { workspaceId, userId, requestKey: wish.requestKey, at });
  if (before !== undefined) {
    if (before.e164 !== number) throw new AppError('idempotency-mismatch', 'This Idempotency-Key was used for another number.');
    return { id: before.id, again: true, connection, rings, extension, number };
  }
  if (number === null || target.refusal !== null) throw refusedDial(target.refusal ?? 'bad-number');
  const clientId = wish.about === null ? null : await clientOfAbout(tx, workspaceId, wish.about);
  const id = uuidv7();
  await takeLock(tx, by, { callId: id, number, at });
  const request = { workspaceId, connectionId: connection.id, id, userId, extension, e164: number, at };
  await insertRequest(tx, { ...request, about: wish.about, requestKey: wish.requestKey });
  if (clientId !== null) await linkFirst(tx, { workspaceId, callId: id, clientId });
  const fact: CallFact = {
    kind: 'requested',
    at,
    fingerprint: id,
    source: 'click',
    late: false,
    extension,
    userId,
    destination: { text: number, e164: number, readings: [number] },
  };
  await deps.recordFacts(tx, bookOf(dialler, at), [{ pbxCallId: pendingCallId(id), id, fact, confirms: false, callId: id }]);
  await deps.claimMissed(tx, { workspaceId, userId, e164: number, now: at });
  return { id, again: false, connection, rings, extension, number };
}

/** Before the numbers' own clients: the primary one is whom it was started from. */
async function linkFirst(
  tx: Tx,
  { workspaceId, callId, clientId }: { workspaceId: string; callId: string; clientId: string },
): Promise<void> {
  await sql`
    insert into call_clients (workspace_id, call_id, client_id, because, is_primary) values (${workspaceId}, ${callId}, ${clientId}, 'person', true)
  `.execute(tx);
}

function bookOf({ connection: { workspaceId, id, features } }: Dialler, now: Date): CallBook {
  return { workspaceId, connectionId: id, menuOnlyIsMissed: features.missedCalls.menuOnlyIsMissed, now, effects: [] };
}
