import { lookup } from 'node:dns';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isPublicAddress } from '../../http/public-address.ts';
import { allowedSource, publicLookup } from './allowed-source.ts';
import { openSoundMeter } from './measure-sound.ts';
import { PeakMeter } from './peak-meter.ts';
import { soundKind } from './sound-kind.ts';

const zadarma = allowedSource({ id: 'zadarma', baseUrl: 'https://api.zadarma.com' });
const custom = allowedSource({ id: 'custom', baseUrl: 'http://127.0.0.1:4000/base' });

test.each([
  ['https://api.zadarma.com/v1/pbx/record/download/a/b.mp3', true],
  ['https://records.zadarma.com/b.mp3', true],
  ['http://api.zadarma.com/b.mp3', false],
  ['https://api.zadarma.com:8443/b.mp3', false],
  ['https://zadarma.com.evil.example/b.mp3', false],
  ['https://evilzadarma.com/b.mp3', false],
  ['https://user@api.zadarma.com/b.mp3', false],
  ['https://127.0.0.1/b.mp3', false],
  ['ftp://api.zadarma.com/b.mp3', false],
])('5.5 from %s a recording is fetched: %s', (url, allowed) => {
  expect(zadarma.allows(new URL(url))).toBe(allowed);
});

test('5.5 the custom entry is believed as it is, and nothing beside it', () => {
  expect(custom.allows(new URL('http://127.0.0.1:4000/v1/a.mp3'))).toBe(true);
  for (const url of ['http://127.0.0.1:4001/a.mp3', 'https://127.0.0.1:4000/a.mp3', 'http://localhost:4000/a.mp3'])
    expect([url, custom.allows(new URL(url))]).toEqual([url, false]);
});

test('5.5 addresses of our own house, however they are written, are private; others are not', () => {
  const ours = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
  ];
  const six = ['fe80::1', 'fd00::1', '::ffff:127.0.0.1', '64:ff9b::a00:1', 'nonsense'];
  for (const address of [...ours, ...six]) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  for (const address of ['185.45.152.40', '8.8.8.8', '172.32.0.1', '2a00:1450:4010:c05::66', '::ffff:8.8.8.8'])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
});

test('5.5 a name of the provider that leads to a private address is not followed there', async () => {
  const asked = (addresses: { address: string; family: number }[]) =>
    new Promise<string>((resolve) => {
      const fake: LookupFunction = (_name, _options, done) => done(null, addresses);
      publicLookup(fake)('api.zadarma.com', { all: true }, (error) => resolve(error?.code ?? 'followed'));
    });
  expect(await asked([{ address: '185.45.152.40', family: 4 }])).toBe('followed');
  expect(
    await asked([
      { address: '185.45.152.40', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]),
  ).toBe('EPRIVATE');
  const real = await new Promise<string>((resolve) => {
    publicLookup(lookup)('localhost', { all: true }, (error) => resolve(error?.code ?? 'followed'));
  });
  expect(real).toBe('EPRIVATE');
});

test('5.5 a name that leads nowhere is a failed attempt, and not the end of the server', async () => {
  const fail: LookupFunction = (name, options, done) =>
    lookup(name, options, () => {
      const failed = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
      (done as (error: Error) => void)(failed); // as node:dns tells it: with an error alone
    });
  for (const all of [true, false]) {
    const code = await new Promise<string>((resolve, reject) => {
      process.once('uncaughtException', reject);
      publicLookup(fail)('localhost', { all }, (error) => resolve(error?.code ?? 'followed'));
    });
    expect(code).toBe('ENOTFOUND');
  }
});

test('5.5 what a file is tell its first bytes, not its name', () => {
  expect(soundKind(Buffer.from('ID3\x03rest'))?.mediaType).toBe('audio/mpeg');
  expect(soundKind(Buffer.from([0xff, 0xf3, 0x40, 0xc4]))?.mediaType).toBe('audio/mpeg');
  expect(soundKind(Buffer.from('RIFF\0\0\0\0WAVEfmt '))?.mediaType).toBe('audio/wav');
  for (const other of ['<!doctype html>', '{"status":"error"}', '', 'RIFF\0\0\0\0AVI ', '\xff\xff\xff\xff'])
    expect(soundKind(Buffer.from(other, 'latin1'))).toBeNull();
});

test('5.5 an hour has as many peaks as fit a screen, each as loud as its loudest moment', () => {
  const meter = new PeakMeter(8000);
  const second = new Float32Array(8000).fill(0.25);
  for (let i = 0; i < 3600; i += 1) meter.hear([second]);
  meter.hear([Float32Array.of(0.1, -0.9, 0.1)]);
  const { seconds, peaks } = meter.result();
  expect(seconds).toBeCloseTo(3600, 2);
  expect(peaks.length).toBeGreaterThan(400);
  expect(peaks.length).toBeLessThanOrEqual(1000);
  expect([peaks[0], peaks.at(-1)]).toEqual([0.25, 0.9]);
});

/** Two seconds of silence and one of noise, in stereo. */
function wav(code: number, bits: number, sample: (loud: boolean) => Buffer): Buffer {
  const samples = Array.from({ length: 3 * 8000 }, (_, i) => sample(i >= 2 * 8000));
  const data = Buffer.concat(samples.flatMap((each) => [each, each]));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(code, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
const pcm16 = (value: number): Buffer => {
  const sample = Buffer.alloc(2);
  sample.writeInt16LE(value);
  return sample;
};

test('5.5 WAV in each of its usual ways has its length and its waveform; what is broken has none, and throws nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-sound-'));
  const path = join(folder, 'sound');
  const meter = openSoundMeter();
  const measure = async (bytes: Buffer, mediaType: string) => {
    await writeFile(path, bytes);
    return meter.measure({ path, mediaType }, new AbortController().signal);
  };
  const kinds = [
    wav(1, 16, (loud) => pcm16(loud ? 16_384 : 0)),
    wav(1, 8, (loud) => Buffer.of(loud ? 192 : 128)),
    wav(6, 8, (loud) => Buffer.of(loud ? 0xa5 : 0xd5)),
    wav(7, 8, (loud) => Buffer.of(loud ? 0x90 : 0xff)),
  ];
  for (const bytes of kinds) {
    const sound = await measure(bytes, 'audio/wav');
    expect(sound?.seconds).toBe(3);
    expect(sound?.peaks.at(1)).toBeLessThan(0.02);
    expect(sound?.peaks.at(-2)).toBeGreaterThan(0.4);
    expect(sound?.peaks.at(-2)).toBeLessThan(0.6);
  }
  expect(await measure(Buffer.from('RIFF0000WAVEnonsense'), 'audio/wav')).toBeNull();
  expect(await measure(Buffer.from('ID3 and then nothing of music'), 'audio/mpeg')).toBeNull();
  await meter.close();
  await rm(folder, { recursive: true });
});
