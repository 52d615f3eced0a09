import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './config.ts';
import { freeBytesOf } from './features/recordings/download.ts';
import { openSoundMeter } from './features/recordings/measure-sound.ts';
import { openArchive } from './features/recordings/open-archive.ts';
import { recordingClocks } from './features/recordings/recording-clock.ts';
import type { RecordingDeps } from './features/recordings/recording-deps.ts';
import { recordingRoutes } from './features/recordings/routes.ts';
import { recordingSettingRoutes } from './features/recordings/setting-routes.ts';

type Input = Omit<RecordingDeps, 'archive' | 'freeBytes' | 'meter'> & { config: Config; isReady: () => boolean };

/** Recordings: fetched, kept, heard, erased. */
export function recordingParts({ config, isReady, ...rest }: Input): FastifyPluginAsync[] {
  const meter = openSoundMeter();
  const deps: RecordingDeps = { ...rest, archive: openArchive(config), freeBytes: freeBytesOf, meter };
  const closing: FastifyPluginAsync = async (app) => void app.addHook('onClose', () => meter.close());
  return [recordingRoutes(deps), recordingSettingRoutes(deps), recordingClocks(deps, isReady), closing];
}
