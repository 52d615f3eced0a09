import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allowedSource, type Source } from './allowed-source.ts';
import { download, type FreeBytes } from './download.ts';

let folder: string;
let server: Server;
let base: string;
/** What the provider does now, and how often it was asked. */
let answer: RequestListener;
let asked = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-download-'));
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const plenty: FreeBytes = async () => 10 ** 12;
const fetched = (more: { link?: string; source?: Source; freeBytes?: FreeBytes } = {}) =>
  download({
    link: `${base}/a.mp3`,
    path: join(folder, 'a.part'),
    source: allowedSource({ id: 'custom', baseUrl: base }),
    signal: new AbortController().signal,
    onProgress: async () => undefined,
    freeBytes: plenty,
    ...more,
  });
const SOUND = { 'content-type': 'audio/mpeg' };
const TWO_GB = 2 * 1024 ** 3;

test('5.5 more than 2 GB is refused by its length alone, before a byte of it is kept, also as the rest of a part', async () => {
  answer = (_request, response) => response.writeHead(200, { ...SOUND, 'content-length': TWO_GB + 1 }).write('ID3');
  expect(await fetched()).toEqual({ ok: false, reason: 'too-large' });
  expect(await readdir(folder)).toEqual([]);
  answer = (_request, response) =>
    response
      .writeHead(206, { ...SOUND, 'content-length': TWO_GB - 2, 'content-range': `bytes 3-${TWO_GB}/${TWO_GB + 1}` })
      .write('x');
  expect(await fetched()).toEqual({ ok: false, reason: 'too-large' });
});

test('5.5 of a sound that does not say how long it is, only so much is taken as leaves room for everybody else', async () => {
  answer = (_request, response) => {
    response.writeHead(200, SOUND); // in chunks, without a length
    response.write('ID3');
    const piece = Buffer.alloc(1024 ** 2);
    for (let written = 0; written < 64; written += 1) response.write(piece);
    response.end();
  };
  const path = join(folder, 'a.part');
  const room = 300 * 1024 ** 2;
  const freeBytes: FreeBytes = async () => room - (await stat(path).catch(() => ({ size: 0 }))).size;
  expect(await fetched({ freeBytes })).toEqual({ ok: false, reason: 'storage-full' });
  expect((await stat(path)).size).toBeLessThan(64 * 1024 ** 2);
  expect(await fetched()).toMatchObject({ ok: true, file: { bytes: 64 * 1024 ** 2 + 3 } }); // there is room again
});

test('5.5 redirects without an end are given up, and each step of them is looked at', async () => {
  answer = (request, response) => response.writeHead(302, { location: `${request.url}/on` }).end();
  expect(await fetched()).toEqual({ ok: false, reason: 'forbidden-address' });
  expect(asked).toBeLessThanOrEqual(6);
  const port = new URL(base).port;
  for (const inside of [
    `http://[::ffff:127.0.0.1]:${port}/a`,
    `http://[::ffff:7f00:1]:${port}/a`,
    `http://localhost:${port}/a`,
  ]) {
    asked = 0;
    let hop = 0;
    answer = (_request, response) => response.writeHead(302, { location: (hop += 1) < 3 ? '/next' : inside }).end();
    const outcome = await fetched({
      source: { ...allowedSource({ id: 'custom', baseUrl: base }), allows: ({ hostname }) => hostname === '127.0.0.1' },
    });
    expect([inside, outcome, asked]).toEqual([inside, { ok: false, reason: 'forbidden-address' }, 3]);
  }
});

test('5.5 a host of the provider that leads to this machine is not knocked at: asked where the connection is made', async () => {
  answer = (_request, response) => response.writeHead(200, SOUND).end('ID3');
  const source = allowedSource({ id: 'zadarma', baseUrl: 'https://localhost' });
  expect(await fetched({ source, link: 'https://localhost/a.mp3' })).toEqual({ ok: false, reason: 'forbidden-address' });
  expect(asked).toBe(0);
});

test('5.5 a part that is no beginning of what is there now is begun anew, and nothing is patched together', async () => {
  await writeFile(join(folder, 'a.part'), 'ID3 the old one');
  const whole = Buffer.from('ID3 new');
  answer = (request, response) => {
    if (request.headers.range === undefined) response.writeHead(200, { ...SOUND, 'content-length': whole.length }).end(whole);
    else response.writeHead(416, { 'content-range': `bytes */${whole.length}` }).end();
  };
  expect(await fetched()).toEqual({ ok: false, reason: 'cut-off' });
  expect(await fetched()).toMatchObject({ ok: true, file: { bytes: whole.length } });
});

test('5.5 nothing at all, however it is told, is no recording and leaves no file', async () => {
  for (const headers of [{ ...SOUND, 'content-length': 0 }, SOUND]) {
    answer = (_request, response) => response.writeHead(200, headers).end();
    expect(await fetched()).toEqual({ ok: false, reason: 'empty' });
    expect(await readdir(folder)).toEqual([]);
  }
});

test('5.5 a line that breaks at 60 % is taken up there: nothing comes twice, and the whole is byte for byte what was sent', async () => {
  const whole = Buffer.concat([Buffer.from('ID3'), Buffer.from(Array.from({ length: 400_000 }, (_, n) => n % 251))]);
  const ranges: (string | undefined)[] = [];
  answer = (request, response) => {
    ranges.push(request.headers.range);
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = whole.subarray(from);
    const part = from === 0 ? {} : { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` };
    response.writeHead(from === 0 ? 200 : 206, { ...SOUND, ...part, 'content-length': rest.length });
    if (from > 0) response.end(rest);
    else response.write(rest.subarray(0, rest.length * 0.6), () => response.destroy());
  };
  expect(await fetched()).toMatchObject({ ok: true, file: { bytes: whole.length } });
  expect([ranges.length, ranges[0], Number(/\d+/.exec(ranges[1] ?? '')?.[0]) > 0]).toEqual([2, undefined, true]);
  expect((await readFile(join(folder, 'a.part'))).equals(whole)).toBe(true);
});
