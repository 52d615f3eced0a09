import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './config.ts';
import { freeBytesOf } from './features/recordings/download.ts';
import { openArchive } from './features/recordings/open-archive.ts';
import { recordingClocks } from './features/recordings/recording-clock.ts';
import type { RecordingDeps } from './features/recordings/recording-deps.ts';
import { recordingRoutes } from './features/recordings/routes.ts';
import { recordingSettingRoutes } from './features/recordings/setting-routes.ts';

type Input = Omit<RecordingDeps, 'archive' | 'freeBytes'> & { config: Config; isReady: () => boolean };

/** Recordings: fetched, kept, heard, erased. */
export function recordingParts({ config, isReady, ...rest }: Input): FastifyPluginAsync[] {
  const deps: RecordingDeps = { ...rest, archive: openArchive(config), freeBytes: freeBytesOf };
  return [recordingRoutes(deps), recordingSettingRoutes(deps), recordingClocks(deps, isReady)];
}
