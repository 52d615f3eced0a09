import { once } from 'node:events';
import type { ResourceLimits } from 'node:worker_threads';
import type { ClientConfig } from 'pg';
import type { JobKey } from '../../jobs/job-store.ts';
import { besides, startWorker } from '../../jobs/start-worker.ts';
import type { SentCondition } from './sent-condition.ts';

type Work = { job: JobKey; where: SentCondition };
export type ExportTask = Work & { connection: ClientConfig };
/** What the thread is asked for: the rows of one transaction. */
export type PieceAsked = { at: Date; rowsAtOnce: number };

type Deps = { connection: ClientConfig; now: () => Date };
type Ending = 'over' | 'died';

const ROWS_AT_ONCE = 1000;
/** Of so few rows a piece fits into any memory. */
const ROWS_AT_ONCE_MIN = 10;
const SMALLER = 4;
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 12 };

/**
 * Writes the pieces of a file in a thread of its own, over a connection of its own, until the job has ended or `signal` asks to stop. A
 * thread that dies, as one that runs out of memory over very long notes does, is followed by another that takes fewer rows at once.
 *
 * @throws what failed in the thread, with its code; and when threads die whatever they are asked for.
 */
export async function writeInThread(deps: Deps, work: Work, signal: AbortSignal): Promise<void> {
  const task: ExportTask = { connection: await portable(deps.connection), ...work };
  for (let rowsAtOnce = ROWS_AT_ONCE; rowsAtOnce >= ROWS_AT_ONCE_MIN; rowsAtOnce = Math.floor(rowsAtOnce / SMALLER)) {
    if ((await writeIn(task, () => ({ at: deps.now(), rowsAtOnce }), signal)) === 'over') return;
  }
  throw new Error('The threads that write an export die.');
}

async function writeIn(task: ExportTask, next: () => PieceAsked, signal: AbortSignal): Promise<Ending> {
  const worker = startWorker(besides(import.meta.url, 'export-worker'), task, LIMITS);
  const gone = new AbortController();
  worker.once('exit', () => gone.abort());
  const stop = (): void => void worker.terminate(); // the piece it is at is not written; a database that hangs holds nobody up
  signal.addEventListener('abort', stop);
  try {
    for (let goesOn = true; goesOn; ) {
      const answered = once(worker, 'message', { signal: gone.signal });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, no window
      worker.postMessage(next());
      [goesOn] = (await answered) as [boolean]; // what export-worker.ts sends
    }
    return 'over';
  } catch (error) {
    if (signal.aborted) return 'over';
    if (gone.signal.aborted || isOutOfMemory(error)) return 'died';
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** A function can't be sent to a thread. */
async function portable({ password, ...connection }: ClientConfig): Promise<ClientConfig> {
  const known = typeof password === 'function' ? await password() : password;
  return known === undefined ? connection : { ...connection, password: known };
}
