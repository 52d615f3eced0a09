import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included. */
export type ByteRange = { start: number; end: number };
/** A finished file on this machine. */
export type LocalFile = { path: string; bytes: number; mediaType: string };

/**
 * Where recordings lie. A file is there whole or not at all; a key is `workspace/month/call-n.ext`, so that one workspace never reads
 * another's by a mistake in a number.
 */
export type Archive = {
  kind: 'folder' | 's3';
  /** A folder of this machine for what is still on its way. */
  incoming: string;
  /** Takes the file over: it may be gone from its old place afterwards. The same key again replaces it. */
  put(key: string, file: LocalFile): Promise<void>;
  /** @throws {ArchiveMiss} when there is no such file. */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** A file that is not there counts as removed. */
  remove(key: string): Promise<void>;
};

/** The archive has lost a file that we believed it had. */
export class ArchiveMiss extends Error {
  override readonly name = 'ArchiveMiss';
}

/** The waveform lies beside its sound. */
export const peaksKey = (key: string): string => `${key}.peaks.json`;
