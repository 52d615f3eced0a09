import { type FileHandle, mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RecordingReason } from '@carillon/contract';
import { type Dispatcher, request } from 'undici';
import type { Source } from './allowed-source.ts';
import type { LocalFile } from './archive.ts';
import { soundKind } from './sound-kind.ts';

export type Downloaded = { ok: true; file: LocalFile; extension: string } | { ok: false; reason: RecordingReason };
export type Download = {
  link: string;
  /** Where it grows, from one attempt to the next. */
  path: string;
  source: Source;
  signal: AbortSignal;
  /** Called as bytes come, to hold on to the claim. */
  onProgress: () => Promise<void>;
  freeBytes: FreeBytes;
};
export type FreeBytes = (path: string) => Promise<number>;

const BYTES_MAX = 2 * 1024 ** 3;
const RESERVE_BYTES = 256 * 1024 ** 2; // the database may lie on the same disk, and callers come first
const LOOK_BYTES = 16 * 1024 ** 2; // the room left is looked at so often
const REDIRECTS_MAX = 5;
const CUTS_MAX = 5;

/**
 * Brings a recording to this machine, in constant memory. A line that breaks is taken up where it broke, at once and with the next attempt.
 * What arrives is looked at: only sound is kept.
 */
export async function download(input: Download): Promise<Downloaded> {
  try {
    await mkdir(dirname(input.path), { recursive: true, mode: 0o700 });
    for (let cuts = 0; ; cuts += 1) {
      const before = await sizeOf(input.path);
      const outcome = await transfer(input, before);
      if (outcome === 'whole') return await examine(input.path);
      if (outcome !== 'cut') return await giveUp(input.path, outcome);
      const moved = (await sizeOf(input.path)) > before;
      if (cuts >= CUTS_MAX || !moved) return { ok: false, reason: 'cut-off' }; // the part stays
    }
  } catch (error) {
    input.signal.throwIfAborted();
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return { ok: false, reason };
  }
}

/** Whether there is room for so many bytes more, and for everybody else. */
export async function hasRoom(freeBytes: FreeBytes, path: string, bytes: number): Promise<boolean> {
  return (await freeBytes(path)) >= bytes + RESERVE_BYTES;
}

export const freeBytesOf: FreeBytes = async (path) => {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
};

type Outcome = 'whole' | 'cut' | RecordingReason;

async function transfer(input: Download, offset: number): Promise<Outcome> {
  const answer = await follow(input, offset);
  if (typeof answer === 'string') return answer;
  const { statusCode, headers, body } = answer;
  const total = totalOf(statusCode, headers);
  const refusal = statusCode === 416 && total === offset ? 'whole' : refusalOf(statusCode, headers, total);
  if (refusal !== null) {
    leave(body);
    return refusal;
  }
  const start = statusCode === 206 ? offset : 0;
  if (statusCode === 206 && !startsAt(headers, offset)) {
    leave(body);
    await rm(input.path, { force: true }); // another part than asked for: from the beginning, with the next attempt
    return 'cut-off';
  }
  if (!(await hasRoom(input.freeBytes, dirname(input.path), Math.max(0, (total ?? 0) - start)))) {
    leave(body);
    return 'storage-full';
  }
  return receive(input, body, { start, total });
}

/** Follows redirects, each looked at: a link may lead only where the provider's own recordings lie. */
async function follow({ link, source, signal }: Download, offset: number): Promise<Dispatcher.ResponseData | RecordingReason> {
  let url = urlIn(link);
  for (let hops = 0; hops <= REDIRECTS_MAX; hops += 1) {
    if (url === null || !source.allows(url)) return 'forbidden-address';
    const range = offset > 0 ? { range: `bytes=${offset}-` } : {};
    const answer = await request(url, {
      headers: { 'accept-encoding': 'identity', ...range },
      dispatcher: source.dispatcher,
      signal,
    });
    const location = answer.headers['location'];
    if (answer.statusCode < 300 || answer.statusCode >= 400 || typeof location !== 'string') return answer;
    leave(answer.body);
    url = urlIn(location, url);
  }
  return 'forbidden-address';
}

const urlIn = (text: string, base?: URL): URL | null => (URL.canParse(text, base?.href) ? new URL(text, base) : null);

/** A body that is not read to its end: giving it up is an error to the connection, and to nobody else. */
function leave(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined).destroy();
}

type Headers = Dispatcher.ResponseData['headers'];

function refusalOf(status: number, headers: Headers, total: number | null): Outcome | null {
  if (status === 416) return 'cut-off';
  if ([401, 403, 404, 410].includes(status)) return 'link-expired';
  if (status !== 200 && status !== 206) return 'provider-unavailable';
  if (/^\s*(?:text|application\/(?:json|xml|xhtml))/i.test(String(headers['content-type'] ?? ''))) return 'not-audio';
  if (total === 0) return 'empty';
  return total !== null && total > BYTES_MAX ? 'too-large' : null;
}

function totalOf(status: number, headers: Headers): number | null {
  const text =
    status === 200 ? String(headers['content-length'] ?? '') : /\/(\d+)$/.exec(String(headers['content-range'] ?? ''))?.[1];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

const startsAt = (headers: Headers, offset: number): boolean =>
  String(headers['content-range'] ?? '').startsWith(`bytes ${offset}-`);

type Portion = { start: number; total: number | null };

async function receive(
  { path, onProgress, freeBytes }: Download,
  body: Dispatcher.ResponseData['body'],
  { start, total }: Portion,
): Promise<Outcome> {
  let file: FileHandle | undefined;
  let at = start;
  let looked = start;
  try {
    file = await open(path, start === 0 ? 'w' : 'r+', 0o600);
    for await (const chunk of body as AsyncIterable<Buffer>) {
      at += chunk.length;
      if (at > BYTES_MAX) return 'too-large';
      if (at - looked > LOOK_BYTES) {
        looked = at;
        if (!(await hasRoom(freeBytes, dirname(path), 0))) return 'storage-full'; // others write, too, and not everybody says how long a file is
      }
      await writeAll(file, chunk, at - chunk.length);
      await onProgress();
    }
  } catch (error) {
    if (reasonOf(error) !== 'cut-off') throw error;
    return 'cut';
  } finally {
    leave(body);
    await file?.close();
  }
  return total !== null && at < total ? 'cut' : 'whole';
}

async function writeAll(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}

async function examine(path: string): Promise<Downloaded> {
  const bytes = await sizeOf(path);
  if (bytes === 0) return giveUp(path, 'empty');
  const kind = soundKind(await headOf(path));
  if (kind === null) return giveUp(path, 'not-audio');
  return { ok: true, file: { path, bytes, mediaType: kind.mediaType }, extension: kind.extension };
}

/** What is no recording is not gone on with the next time. */
async function giveUp(path: string, reason: RecordingReason): Promise<Downloaded> {
  const isPart = reason === 'link-expired' || reason === 'provider-unavailable' || reason === 'storage-full';
  if (!isPart) await rm(path, { force: true });
  return { ok: false, reason };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const file = await open(path, 'r');
    const { size } = await file.stat();
    await file.close();
    return size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

const FULL = ['ENOSPC', 'EDQUOT'];
const CUT = [
  'UND_ERR_SOCKET',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_ABORTED',
];
const AWAY = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What a thrown value means for the recording; `undefined` for a fault of ours. */
function reasonOf(error: unknown): RecordingReason | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EPRIVATE') return 'forbidden-address';
  if (FULL.includes(code)) return 'storage-full';
  if (CUT.includes(code)) return 'cut-off';
  if (AWAY.includes(code) || /^(?:UND_|ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'provider-unavailable';
  return error.cause === undefined ? undefined : reasonOf(error.cause);
}
