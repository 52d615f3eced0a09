import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, type SimulatorOptions, startSimulator } from '@carillon/simulator';
import { Client } from 'pg';
import { type CarillonProcess, startCarillon } from './carillon-process.ts';
import { EVERYTHING } from './every-feature.ts';
import type { Scope } from './scope.ts';

const READY_TRIES = 600;
const READY_LOOK_MS = 200;

/** A server with keys saved, every feature on, and two employees behind extensions. */
export type Installation = {
  url: string;
  dataDir: string;
  process: CarillonProcess;
  /** The secret that notifications are signed with. */
  secret: string;
  agent: { id: string; email: string; password: string; extension: string };
  /** The administrator's. */
  token: string;
  /** The pretend provider. */
  cloud: Simulator;
  /** Asks the API as the administrator. */
  ask: (line: string, body?: object) => Promise<Record<string, unknown>>;
  /** A connection of the database's superuser: it loads and looks, and passes row-level security. */
  database: Client;
};

/** A new installation in a temporary directory; nothing is left of it when the scope ends. */
export async function openInstallation(scope: Scope, account: SimulatorOptions['account'] = {}): Promise<Installation> {
  const open = await openServer(scope, temporaryFolder(scope), { token: randomBytes(24).toString('hex'), account });
  return { ...open, agent: await prepare(open.ask, open.cloud) };
}

/** What stands in a kept folder beside the data: how its server is asked. */
type Kept = Pick<Installation, 'agent'> & { token: string };

/**
 * An installation in a folder of its own name, filled by the first who opens it, and left there: what takes long to make is measured often.
 */
export async function openKept(scope: Scope, folder: string, fill: (made: Installation) => Promise<void>): Promise<Installation> {
  const note = join(folder, 'bench.json');
  if (existsSync(note)) {
    const { token, agent } = JSON.parse(readFileSync(note, 'utf8')) as Kept; // written below
    return { ...(await openServer(scope, folder, { token, account: {} })), agent };
  }
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const token = randomBytes(24).toString('hex');
  const open = await openServer(scope, folder, { token, account: {} });
  const made = { ...open, agent: await prepare(open.ask, open.cloud) };
  await fill(made);
  writeFileSync(note, JSON.stringify({ token, agent: made.agent } satisfies Kept));
  return made;
}

type Asked = { token: string; account: SimulatorOptions['account'] };

async function openServer(scope: Scope, dataDir: string, { token, account }: Asked): Promise<Omit<Installation, 'agent'>> {
  const cloud = await startSimulator({ account: account ?? {} });
  scope.atEnd(() => cloud.close());
  const admin = { CARILLON_ADMIN_EMAIL: 'admin@example.com', CARILLON_ADMIN_PASSWORD: randomBytes(12).toString('hex') };
  const carillon = await startCarillon(scope, {
    dataDir,
    port: await freePort(),
    nodeFlags: profileFlags(),
    env: { ...admin, CARILLON_BOOTSTRAP_TOKEN: token, ZADARMA_API_URL: cloud.url },
  });
  await untilReady(carillon.url);
  const database = await openClient(scope, dataDir);
  const ask = asker(carillon.url, token);
  return { url: carillon.url, dataDir, process: carillon, secret: cloud.secret, token, cloud, ask, database };
}

/** On a loaded machine the door is open before the database is. */
async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if ((await fetch(`${url}/readyz`)).ok) return;
    await new Promise((resolve) => setTimeout(resolve, READY_LOOK_MS));
  }
  throw new Error('the database did not become ready');
}

/** BENCH_PROFILE names a folder where each server leaves a CPU profile when it stops. */
function profileFlags(): string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

/** Short, because the path of the database's socket in it may have 107 bytes; passable, because the database may run as another user. */
export function temporaryFolder(scope: Scope): string {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-bench-'));
  scope.atEnd(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o711);
  return folder;
}

/** As the embedded server's superuser. */
export const databaseOf = (dataDir: string) => ({
  host: join(dataDir, 'db', 'socket'),
  port: 5432,
  user: 'postgres',
  database: 'carillon',
});

async function openClient(scope: Scope, dataDir: string): Promise<Client> {
  const client = new Client(databaseOf(dataDir));
  client.on('error', (error) => process.stderr.write(`  the benchmark's database connection was lost: ${error.message}\n`));
  await client.connect();
  scope.atEnd(() => client.end());
  return client;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function prepare(ask: Installation['ask'], cloud: Simulator): Promise<Installation['agent']> {
  const keys = { provider: 'custom', apiKey: cloud.key, apiSecret: cloud.secret, accountTimezone: 'UTC' };
  await ask('PATCH /telephony/settings', { ...keys, features: EVERYTHING });
  await ask('POST /telephony/extensions/refresh');
  const password = randomBytes(12).toString('hex');
  const email = 'agent@example.com';
  const { id } = await ask('POST /users', { name: 'Anna Petrova', email, password, role: 'agent' });
  if (typeof id !== 'string') throw new Error('a user without an id');
  await ask('PUT /telephony/extensions/101', { userId: id });
  return { id, email, password, extension: '101' };
}

function asker(url: string, token: string): Installation['ask'] {
  return async (line, body) => {
    const [method = 'GET', path = ''] = line.split(' ');
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${line}: ${response.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
}
