import { json } from 'node:stream/consumers';
import type { RecordingPeaks } from '@carillon/contract';
import { AppError } from '../../errors.ts';
import { type Archive, ArchiveMiss, peaksKey } from './archive.ts';

/** @throws {AppError} `not-found` when the archive has lost it. */
export async function readPeaks(archive: Archive, key: string): Promise<RecordingPeaks> {
  try {
    return (await json(await archive.open(peaksKey(key)))) as RecordingPeaks; // storeSound wrote it
  } catch (error) {
    if (!(error instanceof ArchiveMiss)) throw error;
    throw new AppError('not-found', 'There is no waveform of it.', { cause: error });
  }
}
