import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

/** What a key is for: keys of different purposes tell nothing about each other. */
export type Purpose = 'provider-secret' | 'cookie' | 'totp' | 'webhook-secret' | 'smtp' | 'web-push' | 'browser-phone';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** CARILLON_SECRET, or the one in `<dataDir>/secret`, made (mode 0600) when it is missing. Processes that start together agree on one. */
export async function loadSecret({ secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>): Promise<string> {
  if (secret !== undefined) return secret;
  const path = join(dataDir, 'secret');
  const kept = await readFile(path, 'utf8').catch(nothingIfMissing);
  if (kept !== undefined) return usable(kept.trim(), path);
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  await createOnce(path, `${randomBytes(32).toString('base64url')}\n`);
  return usable((await readFile(path, 'utf8')).trim(), path);
}

/** Linking fails when the name is taken: the first process wins, and nobody ever reads half a file. */
async function createOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

function usable(secret: string, path: string): string {
  if (secret.length < 32)
    throw new Error(`The secret in ${path} is damaged: restore the file from a backup, or set CARILLON_SECRET.`);
  return secret;
}

function nothingIfMissing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** A key of 32 bytes for one purpose (HKDF-SHA-256). */
export function deriveKey(secret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `carillon/${VERSION}/${purpose}`, 32));
}

/** Text that only `openSecret` with the same secret and purpose can read, as `v1.<base64url>` (AES-256-GCM, a fresh nonce each time). */
export function sealSecret({ secret, purpose, plain }: { secret: string; purpose: Purpose; plain: string }): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, purpose), iv);
  const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString('base64url')}`;
}

export type Opened = { ok: true; plain: string } | { ok: false; because: 'malformed' | 'wrong-key' };

/** The text that was sealed. `wrong-key`: CARILLON_SECRET is another one than when it was sealed, or the text was changed. */
export function openSecret({ secret, purpose, sealed }: { secret: string; purpose: Purpose; sealed: string }): Opened {
  const [version, text, ...rest] = sealed.split('.');
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (version !== VERSION || rest.length > 0 || bytes.length < IV_BYTES + TAG_BYTES) return { ok: false, because: 'malformed' };
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(secret, purpose), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return { ok: true, plain: plain.toString('utf8') };
  } catch {
    return { ok: false, because: 'wrong-key' };
  }
}
