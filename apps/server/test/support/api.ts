import type { Role } from '@carillon/contract';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { buildApp } from '../../src/app.ts';
import type { Tx } from '../../src/db/in-workspace.ts';
import { inWorkspace } from '../../src/db/in-workspace.ts';
import { createLogger } from '../../src/http/logging.ts';
import { addUser } from '../../src/people/add-user.ts';
import { hashPassword } from '../../src/people/password.ts';
import { newSecretToken } from '../../src/people/secret-token.ts';
import { createWorkspace } from '../../src/workspaces/create-workspace.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const PASSWORD = 'correct horse battery';
export const ORIGIN = 'http://127.0.0.1:3000';

/** A clock that a test moves. */
export type TestClock = { now: () => Date; pass(seconds: number): void };
export function testClock(start = '2026-03-14T09:00:00.000Z'): TestClock {
  let at = +new Date(start);
  return { now: () => new Date(at), pass: (seconds) => void (at += seconds * 1000) };
}

export type TestUser = { id: string; workspaceId: string; email: string; token: string };
export type Answer = { status: number; body: any; headers: Record<string, unknown> }; // oxlint-disable-line typescript/no-explicit-any -- tests look into any answer

/** The API with these features on a database of its own. */
export class TestApi {
  readonly database: TestDatabase;
  readonly app: FastifyInstance;
  readonly clock: TestClock;

  constructor(parts: { database: TestDatabase; app: FastifyInstance; clock: TestClock }) {
    this.database = parts.database;
    this.app = parts.app;
    this.clock = parts.clock;
  }

  async workspace(slug: string, country = 'RU'): Promise<{ workspaceId: string; connectionId: string }> {
    const at = this.clock.now();
    return this.database.db.transaction().execute((tx) => createWorkspace(tx, { slug, name: slug, country, at }));
  }

  async user(workspaceId: string, role: Role, name: string = role): Promise<TestUser> {
    const email = `${name.toLowerCase()}-${workspaceId.slice(-6)}@example.com`;
    const { token, hash } = newSecretToken();
    const passwordHash = await hashPassword(PASSWORD);
    const id = await this.within(workspaceId, async (tx) => {
      const user = await addUser(tx, { workspaceId, name, email, passwordHash, role, at: this.clock.now() });
      const row = { workspace_id: workspaceId, id: uuidv7(), user_id: user.id, token_hash: hash, name: 'test' };
      await tx.insertInto('api_tokens').values(row).execute();
      return user.id;
    });
    return { id, workspaceId, email, token };
  }

  within<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return inWorkspace(this.database.db, workspaceId, work);
  }

  /** A request as this user, or as nobody: `GET /contacts`, without /api/v1. */
  async ask(user: TestUser | null, what: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const [method = '', path = ''] = what.split(/ (.*)/s);
    const options = {
      method: method as 'GET', // of inject's own list
      url: `/api/v1${path}`,
      headers: { ...(user ? { authorization: `Bearer ${user.token}` } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body as object }), // whatever the test sends
    };
    const answer = await this.app.inject(options);
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json(), headers: answer.headers };
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}

type Parts = {
  db: TestDatabase['db'];
  database: TestDatabase;
  now: () => Date;
  publicUrl: string;
  baseDomain: string | undefined;
};

export async function testApi(
  features: (parts: Parts) => FastifyPluginAsync[],
  { baseDomain, publicUrl = ORIGIN, ticks }: { baseDomain?: string; publicUrl?: string; ticks?: () => number } = {},
): Promise<TestApi> {
  const database = await testDatabase();
  const clock = testClock();
  const { now } = clock;
  const { db } = database;
  const app = await buildApp({
    db,
    publicUrl,
    baseDomain,
    log: createLogger({ level: 'error' }),
    now,
    ...(ticks ? { ticks } : {}),
    isDatabaseReady: () => true,
    trustedProxies: [],
    outside: [],
    api: features({ db, database, now, publicUrl, baseDomain }),
  });
  return new TestApi({ database, app, clock });
}

/** The cookie a sign-in set, as a browser sends it back. */
export function cookieOf(answer: Answer): string {
  const cookie = answer.headers['set-cookie'];
  return typeof cookie === 'string' ? (cookie.split(';')[0] ?? '') : '';
}

export { sql };
