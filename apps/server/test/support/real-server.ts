import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/http/logging.ts';
import { type Server, startServer } from '../../src/main.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const ADMIN = { email: 'anna@example.com', password: 'correct-horse' };
export const ADMIN_TOKEN = 'a-bootstrap-token-that-is-long-enough-0123';

export type Reply = { status: number; headers: Headers; text: string; body: any }; // oxlint-disable-line typescript/no-explicit-any -- tests look into any answer

/** The whole server as `carillon start` wires it, on a database of its own, spoken to over HTTP. */
export type RealServer = {
  server: Server;
  database: TestDatabase;
  start: (more?: Record<string, string>) => Promise<Server>;
  logged: () => string;
  /** `GET /healthz`; a body that is no string is sent as JSON. By the administrator unless other headers say who asks. */
  ask: (line: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
  close: () => Promise<void>;
};

export const NOBODY = { authorization: '' };

export async function realServer(environment: Record<string, string> = {}): Promise<RealServer> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'carillon-real-'));
  const lines: string[] = [];
  const log = createLogger({ level: 'trace', stream: { write: (line: string) => void lines.push(line) } });
  const start = async (more: Record<string, string> = {}): Promise<Server> => {
    const read = readConfig({
      PORT: '0',
      DATABASE_URL: database.url,
      CARILLON_DATA_DIR: folder,
      CARILLON_ADMIN_EMAIL: ADMIN.email,
      CARILLON_ADMIN_PASSWORD: ADMIN.password,
      CARILLON_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
      ...environment,
      ...more,
    });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    return startServer({ config: read.config, log });
  };
  const server = await start();
  return {
    server,
    database,
    start,
    logged: () => lines.join(''),
    ask: async (line, body, headers = {}) => {
      const [method = '', path = ''] = line.split(' ');
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...type, ...headers },
        body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
    },
    close: async () => {
      await server.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
