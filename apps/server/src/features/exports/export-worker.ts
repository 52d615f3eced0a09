import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { inWorkspace } from '../../db/in-workspace.ts';
import { createKysely, openDatabase } from '../../db/open.ts';
import { threadGivesWay } from '../../jobs/thread-gives-way.ts';
import type { ExportTask, PieceAsked } from './write-in-thread.ts';
import { receive } from './sent-condition.ts';
import { writePiece } from './write-piece.ts';

const ANSWER_TIMEOUT_MS = 30_000; // as for all that is no call

// Runs in a thread of its own: a million rows must not hold up a caller. Writes a piece, and the next one when asked for it.
if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;
threadGivesWay();
const { connection, job, where: sent } = workerData as ExportTask; // given by writeInThread only
const where = receive(sent);
const log = { warn: () => undefined }; // what goes wrong ends the thread, and is told where the job runs
const db = createKysely(
  openDatabase({ connection, log, max: 1, applicationName: 'carillon export', answerTimeoutMs: ANSWER_TIMEOUT_MS }),
);

for (;;) {
  const [asked] = (await once(port, 'message')) as [PieceAsked]; // what writeInThread sends
  const goesOn = await inWorkspace(db, job.workspaceId, (tx) => writePiece(tx, job, { where, ...asked }));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, no window
  port.postMessage(goesOn);
}
