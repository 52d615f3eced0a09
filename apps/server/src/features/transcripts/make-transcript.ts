import type { ZadarmaClient } from '@carillon/zadarma';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { type Answer, beginRecognition, lookForWords } from './ask-provider.ts';
import { type Attempt, noteBegin, noteFailure, noteWait, noteWords, readAttempt, takeBackBegin } from './settle-transcript.ts';
import type { Claimed, TranscriptDeps } from './transcript-deps.ts';

/** So long the provider may still say "ready to begin" after it was told to. */
const BEGINS_WITHIN_MS = 15 * 60_000;

/**
 * One look at the provider for one transcript, whatever its outcome, which is written down. The provider is asked first, and told to begin
 * only where it has not: somebody may have ordered the words there, and each beginning costs money.
 */
export async function makeTranscript(deps: TranscriptDeps, claimed: Claimed): Promise<void> {
  const attempt = await inWorkspace(deps.db, claimed.workspaceId, (tx) => readAttempt(tx, claimed));
  if (attempt === undefined) return;
  const { providerId } = attempt;
  if (providerId === null) return noteFailure(deps, claimed, 'not-named');
  const connection = await inWorkspace(deps.db, claimed.workspaceId, (tx) => findConnection(tx, claimed.workspaceId));
  const client = clientOf(deps, connection);
  if (client === undefined) return noteWait(deps, claimed, { attempt, reason: 'not-connected' });
  const answer = await lookForWords(client, providerId);
  const toBegin = answer.kind === 'ready-to-begin' || answer.kind === 'failed';
  if (!toBegin || attempt.begunAt !== null) return settle(deps, claimed, { attempt, answer });
  if (!(await noteBegin(deps, claimed))) return;
  await deps.hearOfTranscripts(connection);
  const { begun, answer: told } = await beginRecognition(client, providerId);
  if (begun === false) await takeBackBegin(deps, claimed);
  return settle(deps, claimed, { attempt, answer: told });
}

type Settling = { attempt: Attempt; answer: Answer };

function settle(deps: TranscriptDeps, claimed: Claimed, { attempt, answer }: Settling): Promise<void> {
  switch (answer.kind) {
    case 'recognised':
      return noteWords(deps, claimed, answer);
    case 'working':
      return noteWait(deps, claimed, { attempt, reason: null });
    case 'ready-to-begin':
      return isLate(deps, attempt) ? noteFailure(deps, claimed, 'not-begun') : noteWait(deps, claimed, { attempt, reason: null });
    case 'failed':
      return noteFailure(deps, claimed, 'recognition-failed');
    case 'refused':
      return noteFailure(deps, claimed, answer.reason);
    case 'away':
      return noteWait(deps, claimed, { attempt, reason: answer.reason, afterSeconds: answer.afterSeconds });
    default:
      return answer satisfies never;
  }
}

const isLate = ({ now }: TranscriptDeps, { begunAt }: Attempt): boolean =>
  begunAt !== null && +now() - +begunAt > BEGINS_WITHIN_MS;

/** It waits for nothing: while the budget of requests is spent, the transcript comes again later. */
function clientOf({ clients }: TranscriptDeps, connection: Connection): ZadarmaClient | undefined {
  try {
    return clients.clientFor(connection, 'step');
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
