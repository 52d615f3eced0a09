import { open } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { RecordingPeaks } from '@carillon/contract';
import { MPEGDecoder } from 'mpg123-decoder';
import type { SoundResult, SoundTask } from './measure-sound.ts';
import { PeakMeter } from './peak-meter.ts';
import { sampleBytes, wavFormat, wavSamples } from './wav-format.ts';

const CHUNK = 65_536;

// Runs in a thread of its own: decoding an hour takes seconds, and somebody may be on the line. Constant memory, whatever the length.
if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;
port.on('message', (task: SoundTask) => void answer(task)); // what measure-sound.ts sends

async function answer({ id, path, mediaType }: SoundTask): Promise<void> {
  const measuring = mediaType === 'audio/wav' ? measureWav(path) : measureMp3(path);
  const result: SoundResult = { id, sound: await measuring.catch(() => null) }; // nobody's ears need a waveform
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, no window
  port.postMessage(result);
}

async function measureMp3(path: string): Promise<RecordingPeaks | null> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  let meter: PeakMeter | undefined;
  for await (const chunk of chunks(path, 0)) {
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(chunk);
    if (samplesDecoded === 0) continue;
    meter ??= new PeakMeter(sampleRate);
    meter.hear(channelData);
  }
  decoder.free();
  return meter?.result() ?? null;
}

async function measureWav(path: string): Promise<RecordingPeaks | null> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, 0);
  await file.close();
  const format = wavFormat(buffer.subarray(0, bytesRead));
  if (!format) return null;
  const frame = sampleBytes(format) * format.channels;
  const meter = new PeakMeter(format.rate);
  let left = format.dataBytes === 0 ? Number.POSITIVE_INFINITY : format.dataBytes; // 0: written by one who did not know the end
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks(path, format.dataAt)) {
    const bytes = Buffer.concat([rest, chunk.subarray(0, left)]);
    left -= Math.min(left, chunk.length);
    const whole = bytes.length - (bytes.length % frame);
    meter.hear(wavSamples(format, bytes.subarray(0, whole)));
    rest = bytes.subarray(whole);
    if (left === 0) break;
  }
  return meter.result();
}

async function* chunks(path: string, start: number): AsyncGenerator<Buffer> {
  const file = await open(path);
  for await (const chunk of file.createReadStream({ start, highWaterMark: CHUNK })) yield chunk as Buffer; // read without an encoding
}
