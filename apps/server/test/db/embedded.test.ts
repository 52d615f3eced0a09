import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type ClientConfig } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseUnavailable } from '../../src/db/database-unavailable.ts';
import { embeddedConnection, startEmbedded } from '../../src/db/embedded.ts';
import { createLogger } from '../../src/http/logging.ts';
import { awakeTime } from '../support/awake-time.ts';

const log = createLogger({ level: 'silent' });
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'carillon-')), 'data');
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await expect.poll(() => serverRuns(dataDir)).toBe(false);
  rmSync(join(dataDir, '..'), { recursive: true, force: true });
});

describe('the embedded server', () => {
  test('serves as a login that is no superuser and owns no table', async () => {
    const embedded = await startEmbedded({ dataDir, log, durable: false });
    expect(
      await one(embedded.connection.app, 'select current_user as who, rolsuper from pg_roles where rolname = current_user'),
    ).toEqual({
      who: 'carillon_app',
      rolsuper: false,
    });
    expect(
      await one(embedded.connection.owner, 'select current_user as who, rolsuper from pg_roles where rolname = current_user'),
    ).toEqual({
      who: 'carillon_owner',
      rolsuper: false,
    });
    await embedded.stop();
    expect(serverRuns(dataDir)).toBe(false);
  });

  test('keeps what it was told over a stop, and starts again fast', async () => {
    const first = await startEmbedded({ dataDir, log });
    await one(first.connection.owner, 'create table kept as select 42 as n');
    await first.stop();
    const starts: number[] = [];
    while (starts.length < 5 && Math.min(...starts) > 1_000) {
      const { result: again, ms } = await awakeTime(() => startEmbedded({ dataDir, log }));
      starts.push(ms); // a busy machine may hold one up; making a cluster anew would be slow each time
      expect(await one(again.connection.app, 'select n from kept').catch(String)).toEqual({ n: 42 });
      await again.stop();
    }
    expect(Math.min(...starts)).toBeLessThan(1_000);
  });

  test('F5 is started again within 10 s when it dies', async () => {
    const embedded = await startEmbedded({ dataDir, log, durable: false });
    const events: string[] = [];
    embedded.onDeath(() => events.push('death'));
    embedded.onRestart(() => events.push('restart'));
    process.kill(postmaster(dataDir), 'SIGKILL');
    const { ms } = await awakeTime(() => expect.poll(() => events, { timeout: 40_000 }).toEqual(['death', 'restart']));
    expect(ms).toBeLessThan(10_000);
    expect(await one(embedded.connection.app, 'select 1 as n')).toEqual({ n: 1 });
    await embedded.stop();
  });

  test('dies with its parent, even when that is killed with -9, and the folder is free again', async () => {
    const child = await startChild(dataDir);
    const pid = postmaster(dataDir);
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(pid)).toBe(false);
    const next = await startEmbedded({ dataDir, log, durable: false });
    await next.stop();
  });

  test('a new owner may start while the old one is still leaving', async () => {
    const child = await startChild(dataDir);
    child.kill('SIGKILL');
    const next = await startEmbedded({ dataDir, log, durable: false });
    expect(await one(next.connection.app, 'select 1 as n')).toEqual({ n: 1 });
    await next.stop();
  });

  test('leaves no process behind after SIGTERM', async () => {
    const child = await startChild(dataDir);
    const pid = postmaster(dataDir);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  test('refuses a second owner in a sentence, and does the first no harm', async () => {
    const first = await startEmbedded({ dataDir, log, durable: false });
    const second = startEmbedded({ dataDir, log, durable: false, patienceMs: 500 });
    await expect(second).rejects.toThrow(/another Carillon runs on this data directory/);
    await expect(second).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await one(first.connection.app, 'select 1 as n')).toEqual({ n: 1 });
    await first.stop();
  });

  test('two processes that start together on an empty folder make one cluster', async () => {
    const [one_, two] = [startChild(dataDir), startChild(dataDir).catch(() => undefined)];
    const winner = await Promise.race([one_.catch(() => undefined), two]);
    expect(winner).toBeDefined();
    expect(readFileSync(join(dataDir, 'db', 'PG_VERSION'), 'utf8').trim()).toBe('18');
  });

  test('works over TCP with a password where the path is too long for a socket', async () => {
    const deep = join(dataDir, 'a-rather-long-name'.repeat(6));
    mkdirSync(deep, { recursive: true });
    const embedded = await startEmbedded({ dataDir: deep, log, durable: false });
    const { app } = embedded.connection;
    expect(app.host).toBe('127.0.0.1');
    expect(await one(app, 'select 1 as n')).toEqual({ n: 1 });
    await expect(one({ ...app, password: 'wrong' }, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect(embeddedConnection(deep).app.port).toBe(app.port); // a command finds the running server
    await embedded.stop();
  });

  test('says so when the folder was written by another major version', async () => {
    mkdirSync(join(dataDir, 'db'), { recursive: true });
    writeFileSync(join(dataDir, 'db', 'PG_VERSION'), '17\n');
    await expect(startEmbedded({ dataDir, log })).rejects.toThrow(/written by PostgreSQL 17, this Carillon brings 18/);
  });
});

describe.runIf(isRoot)('as root', () => {
  test('runs PostgreSQL as an ordinary user', async () => {
    const embedded = await startEmbedded({ dataDir, log, durable: false });
    expect(statSync(`/proc/${postmaster(dataDir)}`).uid).not.toBe(0);
    await embedded.stop();
  });

  test('works under a home that nobody else may enter', async () => {
    const home = join(dataDir, 'closed-home');
    mkdirSync(home, { recursive: true, mode: 0o700 });
    chmodSync(home, 0o700);
    const embedded = await startEmbedded({ dataDir: join(home, 'data'), log, durable: false });
    expect(await one(embedded.connection.app, 'select 1 as n')).toEqual({ n: 1 });
    await embedded.stop();
    const again = await startEmbedded({ dataDir: join(home, 'data'), log, durable: false });
    await again.stop();
  });

  test('an ordinary user starts it under his own name', async () => {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(join(dataDir, '..'), 0o777);
    chmodSync(dataDir, 0o777);
    const child = await startChild(dataDir, { uid: NOBODY, gid: NOBODY });
    expect(statSync(`/proc/${postmaster(dataDir)}`).uid).toBe(NOBODY);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    const asRoot = await startEmbedded({ dataDir, log, durable: false });
    expect(statSync(`/proc/${postmaster(dataDir)}`).uid).toBe(NOBODY); // root leaves it to whom it belongs
    await asRoot.stop();
  });

  test('an ordinary user is told that a database belongs to somebody else', async () => {
    const first = await startEmbedded({ dataDir, log, durable: false });
    await first.stop();
    chmodSync(join(dataDir, '..'), 0o777);
    await expect(startChild(dataDir, { uid: NOBODY, gid: NOBODY })).rejects.toThrow(/belongs to another user/);
  });
});

async function startChild(folder: string, user: { uid?: number; gid?: number } = {}): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('../support/embedded-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  children.push(child);
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const ready = once(child.stdout, 'data');
  const gone = once(child, 'exit').then(() => Promise.reject(new Error(`The child ended: ${said}`)));
  await Promise.race([ready, gone]);
  gone.catch(() => undefined);
  return child;
}

/** The server's process, by its lock file. */
function postmaster(folder: string): number {
  return Number(readFileSync(join(folder, 'db', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function serverRuns(folder: string): boolean {
  return existsSync(join(folder, 'db', 'postmaster.pid')) && isAlive(postmaster(folder));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function one(config: ClientConfig, statement: string): Promise<unknown> {
  const client = new Client(config);
  await client.connect();
  try {
    return (await client.query(statement)).rows[0];
  } finally {
    await client.end();
  }
}
