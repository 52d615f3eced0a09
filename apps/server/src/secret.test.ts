import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deriveKey, loadSecret, openSecret, sealSecret } from './secret.ts';

const secret = 'a secret of thirty-two characters or more';

let dataDir: string;

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'carillon-')), 'data');
});

afterEach(() => rm(join(dataDir, '..'), { recursive: true }));

describe('the installation secret', () => {
  test('is the configured one, and then no file is made', async () => {
    expect(await loadSecret({ secret, dataDir })).toBe(secret);
    await expect(stat(dataDir)).rejects.toThrow(/ENOENT/);
  });

  test('is made once, for its owner only, and stays', async () => {
    const made = await loadSecret({ secret: undefined, dataDir });
    expect(made.length).toBeGreaterThanOrEqual(32);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
    expect(await loadSecret({ secret: undefined, dataDir })).toBe(made);
  });

  test('is the same for all who start at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => loadSecret({ secret: undefined, dataDir })));
    expect(new Set(all).size).toBe(1);
  });

  test('is not replaced when its file is damaged', async () => {
    await loadSecret({ secret: undefined, dataDir });
    await writeFile(join(dataDir, 'secret'), '');
    await expect(loadSecret({ secret: undefined, dataDir })).rejects.toThrow(/damaged/);
  });
});

describe('a sealed secret', () => {
  test('2.1 opens to what was sealed, and is another text each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const sealed = sealSecret({ secret, purpose: 'provider-secret', plain });
        expect(openSecret({ secret, purpose: 'provider-secret', sealed })).toEqual({ ok: true, plain });
        expect(sealSecret({ secret, purpose: 'provider-secret', plain })).not.toBe(sealed);
      }),
    );
  });

  test('2.1 does not open with another secret, for another purpose, or changed by one bit', () => {
    const sealed = sealSecret({ secret, purpose: 'provider-secret', plain: 'api secret' });
    const refused = { ok: false, because: 'wrong-key' };
    expect(openSecret({ secret: `${secret}!`, purpose: 'provider-secret', sealed })).toEqual(refused);
    expect(openSecret({ secret, purpose: 'cookie', sealed })).toEqual(refused);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(openSecret({ secret, purpose: 'provider-secret', sealed: `v1.${changed.toString('base64url')}` })).toEqual(refused);
    }
  });

  test.each(['', 'v1.', 'v2.AAAA', 'plain text', 'v1.AAAA', 'v1.AAAA.BBBB'])('2.1 says of "%s" that it is none', (sealed) => {
    expect(openSecret({ secret, purpose: 'provider-secret', sealed })).toEqual({ ok: false, because: 'malformed' });
  });

  test('keys of different purposes differ', () => {
    expect(deriveKey(secret, 'cookie')).not.toEqual(deriveKey(secret, 'totp'));
  });
});
