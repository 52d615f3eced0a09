import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { sql } from 'kysely';
import { isDatabaseAway } from '../../errors.ts';
import { Repeating } from '../../jobs/repeating.ts';
import { clearIncoming } from './clear-incoming.ts';
import { eraseUnwanted, sweepOld } from './erase-recordings.ts';
import { fetchRecording } from './fetch-recording.ts';
import type { RecordingDeps, RecordingKey } from './recording-deps.ts';

const FETCH_EVERY_MS = 5_000;
const ERASE_EVERY_MS = 60_000;
const LANES = 2; // one long talk must not hold up all others

/** Fetches what is due, one after the other, until nothing is. Of several processes and lanes each takes others. */
export async function fetchDueRecordings(deps: RecordingDeps, signal: AbortSignal = new AbortController().signal): Promise<void> {
  while (!signal.aborted) {
    const claim = randomUUID();
    const { rows } = await sql<RecordingKey>`
      select workspace_id as "workspaceId", call_id as "callId", n from claim_due_recordings(${deps.now()}, ${claim}, 1)
    `.execute(deps.db);
    if (!rows[0]) return;
    try {
      await fetchRecording(deps, { ...rows[0], claim }, signal);
    } catch (error) {
      if (signal.aborted) return; // its claim runs out by itself
      if (isDatabaseAway(error)) throw error;
      deps.log.warn({ err: error, callId: rows[0].callId }, 'A recording could not be fetched and will be tried again');
    }
  }
}

/** Fetching and erasing as a part of the app: they run while the app is open and the database is there. */
export function recordingClocks(deps: RecordingDeps, isReady: () => boolean): FastifyPluginAsync {
  return async (app) => {
    const stopping = new AbortController();
    const clock = (name: string, everyMs: number, work: () => Promise<void>): Repeating =>
      new Repeating({ name, everyMs, log: deps.log, work: async () => (isReady() ? work() : undefined) });
    const clocks = [
      ...Array.from({ length: LANES }, () =>
        clock('recordings to be fetched', FETCH_EVERY_MS, () => fetchDueRecordings(deps, stopping.signal)),
      ),
      clock('recordings to be erased', ERASE_EVERY_MS, async () => {
        await sweepOld(deps);
        await eraseUnwanted(deps);
        await clearIncoming(deps.archive.incoming);
      }),
    ];
    app.addHook('onClose', async () => {
      stopping.abort();
      await Promise.all(clocks.map((each) => each.stop()));
    });
  };
}
