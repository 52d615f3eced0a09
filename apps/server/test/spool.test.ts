import { appendFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../src/features/webhooks/delivery.ts';
import { Spool } from '../src/features/webhooks/spool.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-spool-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const delivery = (id: string, bytes = 100): Delivery => ({
  id,
  receivedAt: new Date('2026-03-16T09:00:00.123Z'),
  host: 'acme.example.com',
  contentType: 'application/x-www-form-urlencoded',
  signature: undefined,
  raw: Buffer.alloc(bytes, 'ё'),
});
const segments = () => readdirSync(folder).toSorted();
const drained = async (spool: Spool): Promise<string[]> => {
  const ids: string[] = [];
  await spool.drain(async ({ id }) => void ids.push(id));
  return ids;
};

describe('F5 the spool', () => {
  test('F5 gives back what it was given, byte by byte', async () => {
    const spool = await Spool.open(folder);
    const kept = { ...delivery('a'), signature: 'sig\nna"ture', raw: Buffer.from([0, 255, 10, 13, 34]) };
    await spool.keep(kept);
    const back: Delivery[] = [];
    expect(await spool.drain(async (each) => void back.push(each))).toBe(1);
    expect(back).toEqual([kept]);
    expect([spool.count, segments()]).toEqual([0, []]);
    await spool.close();
  });

  test('F5 loses nothing that is kept while it is being drained', async () => {
    const spool = await Spool.open(folder);
    const kept: string[] = [];
    const taken: string[] = [];
    const state = { arriving: true };
    const arrivals = (async () => {
      for (let n = 0; n < 300; n += 1) {
        await spool.keep(delivery(`${n}`));
        kept.push(`${n}`);
      }
      state.arriving = false;
    })();
    while (state.arriving) {
      await spool.drain(async ({ id }) => void taken.push(id));
      await setImmediate();
    }
    await arrivals;
    await spool.drain(async ({ id }) => void taken.push(id));
    expect(new Set(taken)).toEqual(new Set(kept));
    expect([spool.count, segments()]).toEqual([0, []]);
    await spool.close();
  });

  test('F5 refuses nothing for being drained at that moment', async () => {
    const spool = await Spool.open(folder);
    await spool.keep(delivery('first'));
    const [, ...later] = await Promise.all([
      spool.drain(async () => undefined),
      ...Array.from({ length: 50 }, (_, n) => spool.keep(delivery(`${n}`))),
    ]);
    expect(later).toHaveLength(50);
    expect((await drained(spool)).length).toBeLessThanOrEqual(50);
    expect(spool.count).toBe(0);
    await spool.close();
  });

  test('F5 keeps a segment until all of it was taken', async () => {
    const spool = await Spool.open(folder);
    for (const id of ['a', 'b', 'c']) await spool.keep(delivery(id));
    const failing = spool.drain(async ({ id }) => {
      if (id === 'b') throw new Error('the database went away again');
    });
    await expect(failing).rejects.toThrow('went away');
    expect(spool.count).toBe(3);
    expect(await drained(spool)).toEqual(['a', 'b', 'c']);
    await spool.close();
  });

  test('F5 passes over a record that a crash tore, and over rubbish', async () => {
    const before = await Spool.open(folder);
    for (const id of ['a', 'b']) await before.keep(delivery(id));
    await before.close();
    const [name = ''] = segments();
    const whole = readFileSync(join(folder, name), 'utf8').trimEnd();
    writeFileSync(join(folder, name), whole.slice(0, -20));
    appendFileSync(join(folder, name), '\nffffffff {"id":"c"}\n\n  \nrubbish\n');
    const after = await Spool.open(folder);
    expect(after.count).toBe(1);
    expect(await drained(after)).toEqual(['a']);
    await after.close();
  });

  test('F5 finds what a process that is gone left, half drained or not', async () => {
    const dead = await Spool.open(folder);
    await dead.keep(delivery('a'));
    await dead.close();
    const [name = ''] = segments();
    renameSync(join(folder, name), join(folder, `${name.split('.')[0]}.4194304.draining`)); // beyond any process number
    const heir = await Spool.open(folder);
    expect([heir.count, await drained(heir)]).toEqual([1, ['a']]);
    await heir.close();
  });

  test('F5 leaves alone what a living process writes, but not what was written before the machine started', async () => {
    const other = await Spool.open(folder);
    await other.keep(delivery('a'));
    await other.close();
    const [name = ''] = segments();
    const living = `${name.split('.')[0]}.${process.ppid}.spool`;
    renameSync(join(folder, name), join(folder, living));
    const spool = await Spool.open(folder);
    expect(spool.count).toBe(0);
    await spool.close();
    const old = `00000000-0001-7000-8000-000000000000.${process.ppid}.spool`;
    renameSync(join(folder, living), join(folder, old));
    const heir = await Spool.open(folder);
    expect([heir.count, await drained(heir)]).toEqual([1, ['a']]);
    await heir.close();
  });

  test('F5 says when it is full, and takes again when it has been drained', async () => {
    const spool = await Spool.open(folder, 1500);
    await spool.keep(delivery('a', 600));
    await expect(spool.keep(delivery('b', 600))).rejects.toThrow('full');
    expect(await drained(spool)).toEqual(['a']);
    await spool.keep(delivery('c', 600));
    expect(await drained(spool)).toEqual(['c']);
    await spool.close();
  });
});
