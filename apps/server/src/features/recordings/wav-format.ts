/** How the samples of a WAV file are written, and where they begin. */
export type WavFormat = {
  code: 'pcm8' | 'pcm16' | 'alaw' | 'ulaw';
  channels: number;
  rate: number;
  dataAt: number;
  dataBytes: number;
};

/** What the first bytes of a WAV file tell; `null` for one that we can't read. */
export function wavFormat(head: Buffer): WavFormat | null {
  let format: Omit<WavFormat, 'dataAt' | 'dataBytes'> | null = null;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const length = head.readUInt32LE(at + 4);
    if (name === 'data') return format && { ...format, dataAt: at + 8, dataBytes: length };
    if (name === 'fmt ' && at + 24 <= head.length) {
      const code = codeOf(head.readUInt16LE(at + 8), head.readUInt16LE(at + 22));
      const [channels, rate] = [head.readUInt16LE(at + 10), head.readUInt32LE(at + 12)];
      if (code === null || channels < 1 || channels > 8 || rate < 1000) return null;
      format = { code, channels, rate };
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

function codeOf(tag: number, bits: number): WavFormat['code'] | null {
  if (tag === 6) return 'alaw';
  if (tag === 7) return 'ulaw';
  if (tag !== 1) return null;
  return bits === 16 ? 'pcm16' : bits === 8 ? 'pcm8' : null;
}

/** Bytes of one sample of one channel. */
export const sampleBytes = ({ code }: Pick<WavFormat, 'code'>): number => (code === 'pcm16' ? 2 : 1);

/** The samples of whole frames, channel by channel, from -1 to 1. */
export function wavSamples(format: WavFormat, bytes: Buffer): Float32Array[] {
  const width = sampleBytes(format);
  const frames = Math.floor(bytes.length / (width * format.channels));
  const read = READERS[format.code];
  return Array.from({ length: format.channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (_unused, frame) => read(bytes, (frame * format.channels + channel) * width)),
  );
}

const READERS: Record<WavFormat['code'], (bytes: Buffer, at: number) => number> = {
  pcm16: (bytes, at) => bytes.readInt16LE(at) / 32_768,
  pcm8: (bytes, at) => ((bytes[at] ?? 128) - 128) / 128,
  ulaw: (bytes, at) => {
    const byte = ~(bytes[at] ?? 0) & 0xff;
    const loudness = ((((byte & 0x0f) << 3) + 0x84) << ((byte & 0x70) >> 4)) - 0x84;
    return (byte & 0x80 ? -loudness : loudness) / 32_768;
  },
  alaw: (bytes, at) => {
    const byte = (bytes[at] ?? 0) ^ 0x55;
    const exponent = (byte & 0x70) >> 4;
    const mantissa = ((byte & 0x0f) << 4) + 8;
    const loudness = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
    return (byte & 0x80 ? loudness : -loudness) / 32_768;
  },
};
