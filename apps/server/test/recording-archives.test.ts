import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { type Archive, ArchiveMiss } from '../src/features/recordings/archive.ts';
import { openArchive } from '../src/features/recordings/open-archive.ts';
import { S3_KEYS, type S3Store, s3Store } from './support/s3-store.ts';

let folder: string;
let store: S3Store;
const SOUND = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251));
const KEY = '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01/2026-03/0198c5f0-call 1-№.mp3'; // what a key may hold, and signatures stumble over

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-archive-'));
  store = await s3Store();
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

function archiveAt(environment: Record<string, string>): Archive {
  const read = readConfig({ CARILLON_DATA_DIR: folder, ...environment });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return openArchive(read.config);
}
const AWS = { AWS_ACCESS_KEY_ID: S3_KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: S3_KEYS.secretAccessKey };
const inS3 = (keys: Record<string, string> = AWS): Archive =>
  archiveAt({ CARILLON_RECORDINGS: `s3://calls/of a company?endpoint=${store.url}&region=ru-1`, ...keys });

async function fileOf(bytes: Buffer) {
  const path = join(folder, 'incoming.part');
  await writeFile(path, bytes);
  return { path, bytes: bytes.length, mediaType: 'audio/mpeg' };
}

describe.each([
  ['a folder', () => archiveAt({})],
  ['S3', () => inS3()],
])('5.5 an archive in %s', (_where, open) => {
  test('5.5 gives back what was put, whole and in parts, replaces it, and forgets it', async () => {
    const archive = open();
    await archive.put(KEY, await fileOf(Buffer.from('an older one')));
    await archive.put(KEY, await fileOf(SOUND));
    expect((await buffer(await archive.open(KEY))).equals(SOUND)).toBe(true);
    expect((await buffer(await archive.open(KEY, { start: 90_000, end: 90_009 }))).equals(SOUND.subarray(90_000, 90_010))).toBe(
      true,
    );
    await archive.remove(KEY);
    await archive.remove(KEY); // again: nothing more
    await expect(archive.open(KEY)).rejects.toThrow(ArchiveMiss);
    expect(store.refused).toEqual([]);
  });
});

test('5.5 a key never leads out of the folder', async () => {
  const archive = archiveAt({});
  await expect(archive.open('../secret')).rejects.toThrow('leads out');
  await expect(archive.put('../../escaped', await fileOf(SOUND))).rejects.toThrow('leads out');
});

test('5.5 a failed write leaves nothing in the folder that looks whole', async () => {
  const archive = archiveAt({ CARILLON_RECORDINGS: `file:${join(folder, 'other')}` });
  await expect(
    archive.put('w/2026-03/a.mp3', { path: join(folder, 'not there'), bytes: 1, mediaType: 'audio/mpeg' }),
  ).rejects.toThrow();
  expect(await readdir(join(folder, 'other', 'w', '2026-03'))).toEqual([]);
});

test('5.5 a wrong secret is refused by the store, and the fault tells no secret', async () => {
  const wrong = inS3({ ...AWS, AWS_SECRET_ACCESS_KEY: 'a-wrong-secret' });
  const failed = await wrong.put(KEY, await fileOf(SOUND)).catch((error: unknown) => String(error));
  expect(failed).toContain('SignatureDoesNotMatch');
  expect(failed).not.toContain('a-wrong-secret');
  expect(store.objects.size).toBe(0);
});

test('5.5 S3 without keys is a fault of the configuration, said at once', () => {
  expect(readConfig({ CARILLON_RECORDINGS: 's3://calls?endpoint=http://127.0.0.1:9000' })).toEqual({
    ok: false,
    faults: [{ name: 'CARILLON_RECORDINGS', detail: 'needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY' }],
  });
});
