import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, readConfig, type Server, startServer } from '@carillon/server';
import { type Simulator, startSimulator } from '@carillon/simulator';
import { LeapingClock } from './leaping-clock.ts';

export const PASSWORD = 'correct horse battery';
export const ADMIN = { name: 'admin', email: 'admin@example.com' };

/** The whole product for one worker: a server with an empty company of its own, and a pretend cloud. */
export type Product = {
  url: string;
  exchange: Simulator;
  server: Server;
  dataDir: string;
  /** A request to the public API as the administrator. @throws when the answer is an error. */
  api: <Answer = unknown>(method: string, path: string, body?: unknown) => Promise<Answer>;
  /** Lets so many seconds pass at once for the server and the cloud; the browser keeps its own time. */
  leap: (seconds: number) => void;
  close: () => Promise<void>;
};

type Options = {
  /** Without, the one-time set-up link is the way in. */
  administrator?: boolean;
};

export async function startProduct({ administrator = true }: Options = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'carillon-e2e-'));
  chmodSync(dataDir, 0o711); // the database may run as another user
  const removeFiles = (): void => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeFiles); // also when a run is interrupted
  const clock = new LeapingClock();
  const exchange = await startSimulator({ clock, seed: 'browser tests', behaviour: { ringDelaySeconds: 0.1 } });
  const token = randomBytes(32).toString('hex');
  const result = readConfig({
    PORT: String(await anyPort()),
    CARILLON_DATA_DIR: dataDir,
    CARILLON_BOOTSTRAP_TOKEN: token,
    ZADARMA_API_URL: exchange.url,
    ...(administrator ? { CARILLON_ADMIN_EMAIL: ADMIN.email, CARILLON_ADMIN_PASSWORD: PASSWORD } : {}),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  const server = await startServer({
    config: result.config,
    now: clock.now,
    log: createLogger({ level: process.env['E2E_LOG'] ? 'info' : 'silent' }),
  });
  await untilOpen(`${server.url}${administrator ? '/api/v1/session' : '/readyz'}`, token);
  return {
    url: server.url,
    exchange,
    server,
    dataDir,
    api: apiOf(server.url, token),
    leap: (seconds) => clock.leap(seconds),
    close: async () => {
      clock.stop();
      await exchange.close();
      await server.close();
      removeFiles();
    },
  };
}

const OPEN_WITHIN_MS = 90_000;

/** On a busy machine the server listens before its database is there; a test begins when the first sign-in would succeed. */
async function untilOpen(url: string, token: string): Promise<void> {
  const deadline = Date.now() + OPEN_WITHIN_MS;
  for (;;) {
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (status === 200) return;
    if (Date.now() > deadline) throw new Error(`${url} still answers ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function apiOf(url: string, token: string): Product['api'] {
  return async <Answer>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    // the caller names the shape it asked for; a wrong one fails the test that uses it
    return (text === '' ? null : JSON.parse(text)) as Answer;
  };
}

async function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
