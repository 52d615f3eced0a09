import { mkdirSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { uuidv7 } from 'uuidv7';
import type { Delivery } from './delivery.ts';

const SEGMENT_BYTES_MAX = 16 * 1024 * 1024;

type Waiting = { line: Buffer; resolve: () => void; reject: (error: unknown) => void };
type Take = (delivery: Delivery) => Promise<void>;

/**
 * Where notifications wait while the database does not take them. One record a line: checksum, then JSON. A record that a crash
 * tore was never acknowledged, and is passed over. Files are named for the process that writes them, so that several processes
 * may share the folder; what a dead process left belongs to whoever finds it first.
 */
export class Spool {
  readonly #folder: string;
  readonly #bytesMax: number;
  #file: FileHandle | undefined;
  /** Of the segment that is being written: it must not be drained under the writer's hand. */
  #openName: string | undefined;
  #fileBytes = 0;
  #totalBytes = 0;
  #records = 0;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #draining = false;

  private constructor(folder: string, bytesMax: number) {
    this.#folder = folder;
    this.#bytesMax = bytesMax;
  }

  /** Opens the folder, making it if needed, and counts what an earlier process left there. */
  static async open(folder: string, bytesMax = 512 * 1024 * 1024): Promise<Spool> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const spool = new Spool(folder, bytesMax);
    spool.#totalBytes = await bytesIn(folder);
    spool.#records = await countLeftRecords(folder);
    return spool;
  }

  /** Kept and not drained yet. */
  get count(): number {
    return Math.max(0, this.#records);
  }

  /**
   * Resolves when the delivery is on the disk: written and synced, many at once.
   *
   * @throws when it can't be written: the size limit is reached, or the disk refuses.
   */
  keep(delivery: Delivery): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: recordOf(delivery), resolve, reject });
      void this.#flush();
    });
  }

  /** Hands every kept delivery to `take`, oldest segment first; a segment goes only when all of it was taken. Returns how many. */
  async drain(take: Take): Promise<number> {
    if (this.#draining || this.#records === 0) return 0;
    this.#draining = true;
    try {
      while (this.#writing) await this.#writing;
      await this.#closeSegment(); // what comes from now on goes into a new segment, for the next time
      let drained = 0;
      for (const name of await segmentsToDrain(this.#folder)) {
        if (name !== this.#openName) drained += await this.#drainSegment(name, take);
      }
      return drained;
    } finally {
      this.#draining = false;
    }
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#closeSegment();
  }

  #flush(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      if (this.#waiting.length > 0) void this.#flush(); // kept in the moment after the last look
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append(Buffer.concat(batch.map(({ line }) => line)));
        this.#records += batch.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        await this.#closeSegment().catch(() => undefined); // a half-written segment is not written on
        for (const { reject } of batch) reject(error);
      }
    }
  }

  async #append(lines: Buffer): Promise<void> {
    if (this.#totalBytes + lines.length > this.#bytesMax) throw new Error('the spool is full');
    const file = await this.#segment();
    await file.appendFile(lines);
    await file.datasync();
    this.#fileBytes += lines.length;
    this.#totalBytes += lines.length;
  }

  async #segment(): Promise<FileHandle> {
    if (this.#file && this.#fileBytes < SEGMENT_BYTES_MAX) return this.#file;
    await this.#closeSegment();
    this.#fileBytes = 0;
    this.#openName = `${uuidv7()}.${process.pid}.spool`;
    this.#file = await open(join(this.#folder, this.#openName), 'ax', 0o600);
    return this.#file;
  }

  async #closeSegment(): Promise<void> {
    const closing = this.#file;
    this.#file = undefined;
    this.#openName = undefined;
    await closing?.close();
  }

  async #drainSegment(name: string, take: Take): Promise<number> {
    const mine = `${name.split('.')[0]}.${process.pid}.draining`;
    if (name !== mine && !(await claim(join(this.#folder, name), join(this.#folder, mine)))) return 0;
    const content = await readFile(join(this.#folder, mine));
    const deliveries = readRecords(content);
    for (const delivery of deliveries) await take(delivery);
    await rm(join(this.#folder, mine));
    this.#totalBytes -= content.length;
    this.#records = Math.max(0, this.#records - deliveries.length);
    return deliveries.length;
  }
}

/** Another process may have been faster. */
const claim = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    () => false,
  );

/** Ours, and those of processes that are gone. */
async function segmentsToDrain(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.\d+\.(spool|draining)$/.test(name));
  return names.filter(isMineOrNobodys).toSorted();
}

function isMineOrNobodys(name: string): boolean {
  const pid = Number(name.split('.')[1]);
  if (pid === process.pid || writtenAt(name) < Date.now() - uptime() * 1000) return true; // after a reboot, its number is another's
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** A UUIDv7 begins with its time. */
const writtenAt = (name: string): number => Number.parseInt(name.replace('-', '').slice(0, 12), 16);

async function bytesIn(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function countLeftRecords(folder: string): Promise<number> {
  let count = 0;
  for (const name of await segmentsToDrain(folder))
    count += readRecords(await readFile(join(folder, name)).catch(() => Buffer.alloc(0))).length;
  return count;
}

function recordOf({ raw, receivedAt, ...rest }: Delivery): Buffer {
  const json = JSON.stringify({ ...rest, receivedAt: receivedAt.toISOString(), raw: raw.toString('base64') });
  return Buffer.from(`${crc32(json).toString(16).padStart(8, '0')} ${json}\n`);
}

function readRecords(content: Buffer): Delivery[] {
  return content
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const json = line.slice(9);
      if (line.length < 10 || crc32(json) !== Number.parseInt(line.slice(0, 8), 16)) return [];
      // Written by recordOf, as the checksum shows.
      const record = JSON.parse(json) as Omit<Delivery, 'raw' | 'receivedAt'> & { raw: string; receivedAt: string };
      return [{ ...record, receivedAt: new Date(record.receivedAt), raw: Buffer.from(record.raw, 'base64') }];
    });
}
