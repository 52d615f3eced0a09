import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingPeaks } from '@carillon/contract';
import { type Archive, type LocalFile, peaksKey } from './archive.ts';
import type { RecordingKey } from './recording-deps.ts';

export type StoredSound = { key: string; bytes: number; mediaType: string; seconds: number | null; hasPeaks: boolean };
type Sound = { key: string; file: LocalFile; sound: RecordingPeaks | null };

/** Where a recording lies: the same each time, so that whatever is repeated makes one file. */
export const soundKey = (
  { workspaceId, callId, n }: RecordingKey,
  { startedAt, extension }: { startedAt: Date; extension: string },
): string => `${workspaceId}/${startedAt.toISOString().slice(0, 7)}/${callId}-${n}.${extension}`;

/** Takes a sound out of the archive, and its waveform. Again: nothing more happens. */
export async function removeSound(archive: Archive, key: string): Promise<void> {
  await archive.remove(key);
  await archive.remove(peaksKey(key));
}

/** Puts a sound into the archive, its waveform beside it. */
export async function storeSound(archive: Archive, { key, file, sound }: Sound): Promise<StoredSound> {
  if (sound) {
    const path = join(archive.incoming, `${randomUUID()}.peaks`);
    const json = JSON.stringify(sound);
    try {
      await writeFile(path, json);
      await archive.put(peaksKey(key), { path, bytes: Buffer.byteLength(json), mediaType: 'application/json' });
    } finally {
      await rm(path, { force: true });
    }
  }
  await archive.put(key, file);
  await rm(file.path, { force: true });
  const seconds = sound?.seconds == null ? null : Math.round(sound.seconds);
  return { key, bytes: file.bytes, mediaType: file.mediaType, seconds, hasPeaks: sound !== null };
}
