import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { sql } from 'kysely';
import { isDatabaseAway } from '../../errors.ts';
import { Repeating } from '../../jobs/repeating.ts';
import { makeTranscript } from './make-transcript.ts';
import type { TranscriptDeps, TranscriptKey } from './transcript-deps.ts';

const EVERY_MS = 5_000;

/** Looks after what is due, one after the other, until nothing is. Of several processes each takes others. */
export async function makeDueTranscripts(
  deps: TranscriptDeps,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  while (!signal.aborted) {
    const claim = randomUUID();
    const { rows } = await sql<TranscriptKey>`
      select workspace_id as "workspaceId", call_id as "callId", n from claim_due_transcripts(${deps.now()}, ${claim}, 1)
    `.execute(deps.db);
    if (!rows[0]) return;
    try {
      await makeTranscript(deps, { ...rows[0], claim });
    } catch (error) {
      if (signal.aborted) return; // its claim runs out by itself
      if (isDatabaseAway(error)) throw error;
      deps.log.warn({ err: error, callId: rows[0].callId }, 'A transcript could not be made and will be tried again');
    }
  }
}

/** As a part of the app: runs while the app is open and the database is there. */
export function transcriptClock(deps: TranscriptDeps, isReady: () => boolean): FastifyPluginAsync {
  return async (app) => {
    const stopping = new AbortController();
    const work = async (): Promise<void> => (isReady() ? makeDueTranscripts(deps, stopping.signal) : undefined);
    const clock = new Repeating({ name: 'transcripts to be made', everyMs: EVERY_MS, log: deps.log, work });
    app.addHook('onClose', async () => {
      stopping.abort();
      await clock.stop();
    });
  };
}
