import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './config.ts';
import { freeBytesOf } from './features/recordings/download.ts';
import { findRecording, shown } from './features/recordings/find-recordings.ts';
import { openSoundMeter } from './features/recordings/measure-sound.ts';
import { openArchive } from './features/recordings/open-archive.ts';
import { recordingClocks } from './features/recordings/recording-clock.ts';
import type { RecordingDeps } from './features/recordings/recording-deps.ts';
import { recordingRoutes } from './features/recordings/routes.ts';
import { recordingSettingRoutes } from './features/recordings/setting-routes.ts';
import type { TranscriptDeps } from './features/transcripts/transcript-deps.ts';
import { transcriptRoutes } from './features/transcripts/routes.ts';
import { transcriptClock } from './features/transcripts/transcript-clock.ts';
import { transcriptNews } from './transcript-news.ts';
import { wantTranscript } from './features/transcripts/want-transcript.ts';

const DAY_MS = 86_400_000;
type Input = Omit<RecordingDeps, 'archive' | 'freeBytes' | 'meter' | 'onFetched'> & { config: Config; isReady: () => boolean };

/** Recordings: fetched, kept, heard, read, erased. */
export function recordingParts({ config, isReady, ...rest }: Input): FastifyPluginAsync[] {
  const meter = openSoundMeter();
  const deps: RecordingDeps = { ...rest, archive: openArchive(config), freeBytes: freeBytesOf, meter, onFetched: wantTranscript };
  const transcripts = transcriptDeps({ ...rest, hearOfTranscripts: onceADay(transcriptNews({ ...rest, ...config }), rest.now) });
  const closing: FastifyPluginAsync = async (app) => void app.addHook('onClose', () => meter.close());
  return [
    recordingRoutes(deps),
    recordingSettingRoutes(deps),
    recordingClocks(deps, isReady),
    transcriptRoutes(transcripts),
    transcriptClock(transcripts, isReady),
    closing,
  ];
}

/** A transcript is its recording's: whoever may hear the one may read the other. */
export function transcriptDeps({
  db,
  now,
  log,
  clients,
  hearOfTranscripts,
}: Omit<TranscriptDeps, 'findRecording'>): TranscriptDeps {
  return {
    db,
    now,
    log,
    clients,
    hearOfTranscripts,
    findRecording: async (tx, who, which) => shown(await findRecording(tx, who, which)),
  };
}

/** Asked for with each recording, it would take more requests of the provider than it saves. */
function onceADay(hear: TranscriptDeps['hearOfTranscripts'], now: () => Date): TranscriptDeps['hearOfTranscripts'] {
  const heard = new Map<string, number>();
  return async (connection) => {
    const account = `${connection.id} ${connection.apiKey}`;
    if (+now() - (heard.get(account) ?? 0) < DAY_MS) return;
    heard.set(account, +now());
    await hear(connection);
  };
}
