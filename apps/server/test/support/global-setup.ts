import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig, Pool } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { grantToApp } from '../../src/db/roles.ts';
import { createLogger } from '../../src/http/logging.ts';

/** How a test reaches the run's server: as who may make databases, as the tables' owner, and as the working login. */
export type TestServer =
  | { ok: true; template: string; maker: ClientConfig; owner: ClientConfig; app: ClientConfig }
  | { ok: false; because: string };

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** One PostgreSQL per run, with a migrated template that each test database is a copy of. A failure fails only those who ask for one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const outside = process.env['CARILLON_TEST_DATABASE_URL'];
    const { server, stop } = outside ? await useOutside(outside) : await startInside();
    project.provide('testServer', server);
    return stop;
  } catch (error) {
    const because = error instanceof Error ? (error.stack ?? error.message) : String(error);
    project.provide('testServer', { ok: false, because });
    return async () => undefined;
  }
}

type Started = { server: TestServer; stop: () => Promise<void> };

async function startInside(): Promise<Started> {
  const dataDir = await mkdtemp(join(tmpdir(), 'carillon-test-'));
  const embedded = await startEmbedded({ dataDir, durable: false, log: createLogger({ level: 'error' }) });
  const stop = async () => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const { connection } = embedded;
    const [maker, owner, app] = [await plain(connection.superuser), await plain(connection.owner), await plain(connection.app)];
    const template = await makeTemplate({ maker, owner });
    return { server: { ok: true, template, maker, owner, app }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A server given by its URL: one login does everything, as with DATABASE_URL. */
async function useOutside(url: string): Promise<Started> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const login: ClientConfig = {
    host: decodeURIComponent(hostname) || new URL(url).searchParams.get('host') || 'localhost',
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1) || 'postgres',
  };
  const template = await makeTemplate({ maker: login, owner: login });
  const stop = () => ask(login, `drop database if exists ${template} with (force)`);
  return { server: { ok: true, template, maker: login, owner: login, app: login }, stop };
}

async function makeTemplate({ maker, owner }: { maker: ClientConfig; owner: ClientConfig }): Promise<string> {
  const template = `carillon_template_${process.pid}`;
  await ask(maker, `create database ${template} owner ${owner.user} strategy file_copy`);
  if (maker.user !== owner.user) await grantToApp({ ...maker, database: template });
  const pool = new Pool({ ...owner, database: template });
  try {
    await migrate(pool);
  } finally {
    await pool.end(); // a template can't be copied while somebody is in it
  }
  return template;
}

async function ask(config: ClientConfig, statement: string): Promise<void> {
  const client = new Client(config);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** What is provided to the workers must be plain data. */
async function plain({ password, ...rest }: ClientConfig): Promise<ClientConfig> {
  return typeof password === 'function' ? { ...rest, password: await password() } : rest;
}
