import { join } from 'node:path';
import type { Config } from '../../config.ts';
import type { Archive } from './archive.ts';
import { folderArchive } from './folder-archive.ts';
import { s3Archive } from './s3-archive.ts';

/** The archive that the operator has chosen. */
export function openArchive({ recordings, dataDir }: Pick<Config, 'recordings' | 'dataDir'>): Archive {
  return recordings.kind === 'file'
    ? folderArchive(recordings.directory)
    : s3Archive(recordings, join(dataDir, 'recordings-incoming'));
}
