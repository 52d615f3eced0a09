import type { RequestedCall } from '@carillon/contract';
import { ZadarmaError } from '@carillon/zadarma';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError, isDatabaseAway } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import { providerProblem } from '../../provider/provider-problem.ts';
import { type Asked, askForCall, type Wish } from './ask-for-call.ts';
import type { DiallingDeps } from './dialling-deps.ts';
import { readLock } from './dialling-lock.ts';
import { notPlaced } from './not-placed.ts';
import { suffixOf } from './suffix-of.ts';

/**
 * Asks the provider to ring my phone and then the client (3.3). Asked once: when the outcome is not known, nobody tries again by themselves,
 * and the call stays `requested` until the PBX tells of it.
 *
 * @throws {AppError} everything 3.4 has a text for.
 */
export async function dial(deps: DiallingDeps, by: Identity, wish: Wish): Promise<RequestedCall> {
  const asked = await inWorkspace(deps.db, by.workspaceId, (tx) => askForCall(tx, deps, by, wish));
  if (!asked.again) await ring(deps, asked);
  return inWorkspace(deps.db, by.workspaceId, async (tx) => {
    const call = await deps.readCall(tx, by.workspaceId, asked.id);
    const lock = await readLock(tx, by, deps.now());
    const lockedUntil = lock?.callId === asked.id ? lock.until.toISOString() : null;
    return { ...call, dialAfterAnswer: suffixOf(wish.to, asked.connection), lockedUntil };
  });
}

const digits = (number: string): string => number.replace(/\D/g, '');

async function ring(deps: DiallingDeps, asked: Asked): Promise<void> {
  try {
    const client = deps.clients.clientFor(asked.connection, 'person');
    await client.callback({ from: digits(asked.rings), to: digits(asked.number), sip: asked.extension });
  } catch (error) {
    if (mayHaveRung(error)) {
      deps.log.warn({ err: error, callId: asked.id }, 'Nobody knows whether a call was placed');
      const detail = 'The provider did not answer: look at your phone, it may be ringing.';
      throw new AppError('unknown-outcome', detail, { cause: error, more: { callId: asked.id } });
    }
    await refuse(deps, asked, error);
  }
}

/** Whether phones may be ringing although no good answer came. What never left us rings nowhere. */
function mayHaveRung(error: unknown): boolean {
  if (error instanceof ZadarmaError) return error.outcomeUnknown;
  return !(error instanceof AppError) && !isDatabaseAway(error);
}

async function refuse({ db, now, recordFacts }: DiallingDeps, { connection, id }: Asked, error: unknown): Promise<void> {
  const { workspaceId, id: connectionId } = connection;
  const isClosed = await inWorkspace(db, workspaceId, (tx) =>
    notPlaced(tx, recordFacts, { workspaceId, connectionId, id, at: now(), refused: true }),
  );
  if (!isClosed) return; // it was dialled after all: the provider's word came late
  const problem = providerProblem(error);
  const providerMessage = error instanceof ZadarmaError ? error.providerMessage : undefined;
  if (!(problem instanceof AppError)) throw problem;
  const more = { ...problem.more, callId: id, ...(providerMessage === undefined ? {} : { providerMessage }) };
  throw new AppError(problem.code, problem.message, { cause: error, more });
}
