import { setImmediate } from 'node:timers/promises';
import { Mp3Encoder } from '@breezystack/lamejs';
import { seededRandom } from './random.ts';

const SAMPLES_PER_SECOND = 16_000;
const KILOBITS = 32;
const SAMPLES_PER_FRAME = 576;
/** At this rate every frame has the same length and no padding, so that frames can be counted off like beads. */
const BYTES_PER_FRAME = (72 * KILOBITS * 1000) / SAMPLES_PER_SECOND;
const BLOCK_SECONDS = 12;
/** An eighth of a second: encoding so much takes a few milliseconds. */
const SAMPLES_AT_ONCE = 2000;

let block: Promise<Buffer> | undefined;

/** A real MP3 (mono, 16 kHz) of so many whole seconds: two voices of tones that take turns, with pauses and a little noise. */
export async function conversationMp3(seconds: number): Promise<Buffer> {
  block ??= encodeBlock();
  const beads = await block;
  const bytes = Math.ceil((seconds * SAMPLES_PER_SECOND) / SAMPLES_PER_FRAME) * BYTES_PER_FRAME;
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / beads.length) }, () => beads)).subarray(0, bytes);
}

/** Once in a process, a little at a time: whoever shares the event loop must not wait for the whole. */
async function encodeBlock(): Promise<Buffer> {
  const encoder = new Mp3Encoder(1, SAMPLES_PER_SECOND, KILOBITS);
  const samples = voices();
  const chunks: Buffer[] = [];
  for (let at = 0; at < samples.length; at += SAMPLES_AT_ONCE) {
    chunks.push(Buffer.from(encoder.encodeBuffer(samples.subarray(at, at + SAMPLES_AT_ONCE))));
    await setImmediate();
  }
  const encoded = Buffer.concat([...chunks, Buffer.from(encoder.flush())]);
  return encoded.subarray(0, Math.floor(encoded.length / BYTES_PER_FRAME) * BYTES_PER_FRAME);
}

/** Each turn is one voice speaking in syllables: a tone with two overtones that swells and fades. */
function voices(): Int16Array {
  const random = seededRandom('voices');
  const samples = new Int16Array(BLOCK_SECONDS * SAMPLES_PER_SECOND);
  let at = 0;
  for (let turn = 0; at < samples.length; turn += 1) {
    const pitch = turn % 2 === 0 ? 130 : 205;
    const syllables = random.between(4, 9);
    const loudness = random.between(35, 100) / 100;
    for (let syllable = 0; syllable < syllables && at < samples.length; syllable += 1) {
      const volume = (loudness * random.between(40, 100)) / 100;
      at = speak(samples, { at, pitch: pitch + random.between(-15, 25), length: random.between(1800, 4200), volume });
    }
    at += random.between(3000, 9000);
  }
  return samples.map((sample) => sample + Math.round((random.next() - 0.5) * 120));
}

type Syllable = { at: number; pitch: number; length: number; volume: number };

function speak(samples: Int16Array, { at, pitch, length, volume }: Syllable): number {
  for (let i = 0; i < length && at + i < samples.length; i += 1) {
    const phase = (2 * Math.PI * pitch * i) / SAMPLES_PER_SECOND;
    const swell = Math.sin((Math.PI * i) / length) ** 0.7;
    samples[at + i] = Math.round(
      7500 * volume * swell * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(5 * phase)),
    );
  }
  return at + length + 300;
}
