import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { Client, type ClientConfig, type Pool } from 'pg';
import type { Config } from '../config.ts';
import type { Logger } from '../http/logging.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { type Embedded, embeddedConnection, startEmbedded } from './embedded.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { createKysely, cutConnections, openDatabase } from './open.ts';
import type { Database } from './schema.ts';

/** `starting`: never reached yet. `away`: was there, and is looked for every second. */
type DatabaseState = 'starting' | 'ready' | 'away';

/** The database as a server process sees it: its pool exists at once, the server behind it comes and goes. */
export type SupervisedDatabase = {
  pool: Pool;
  db: Kysely<Database>;
  /** For who reads the journal of years: few connections of their own, which give way to callers. */
  readers: Kysely<Database>;
  /** The working login, for pools of one's own. */
  connection: ClientConfig;
  state: () => DatabaseState;
  /** When the state last changed. */
  since: () => Date;
  /** Resolves when it is reachable and migrated for the first time. Rejects with DatabaseUnavailable when no waiting will help. */
  whenReady: () => Promise<void>;
  /** Calls back each time it becomes ready, the first time too (at once when it is). */
  onReady: (callback: () => void) => void;
  /** Calls back when it has been away so long that no connection to it is worth anything. */
  onLost: (callback: () => void) => void;
  /** Gives up all open statements. */
  cut: () => void;
  /** Ends the pools; stops the embedded server. */
  close: () => Promise<void>;
};

export type SuperviseInput = {
  config: Pick<Config, 'databaseUrl' | 'dataDir'>;
  log: Logger;
  now: () => Date;
  max?: number;
  lostAfterMs?: number;
};

const READERS_MAX = 4;
const PROBE_MS = 1_000;
const PROBE_TIMEOUT_MS = 2_000;
const END_TIMEOUT_MS = 2_000; // of a pool with a hanging statement
const PAGES_ANSWER_TIMEOUT_MS = 30_000; // an import's step or a year of statistics may take its time
const LOST_AFTER_MS = 10_000; // a machine that is busy for some seconds is not a lost database

/** Starts or reaches the database in the background, and goes on watching it: the HTTP server listens and spools meanwhile. */
// long because: one story, and its parts share what they watch
export function superviseDatabase({ config, log, now, max = 10 }: SuperviseInput): SupervisedDatabase {
  const places = placesOf(config);
  const pool = openDatabase({ connection: places.app, log, max, answerTimeoutMs: PAGES_ANSWER_TIMEOUT_MS });
  const db = createKysely(pool);
  const readersPool = openDatabase({
    connection: places.app,
    log,
    max: READERS_MAX,
    applicationName: 'carillon readers',
    answerTimeoutMs: PAGES_ANSWER_TIMEOUT_MS,
    givesWay: places.embedded !== undefined,
  });
  const readers = createKysely(readersPool);
  const readiness = createReadiness(now);
  const closing = new AbortController();
  const cut = (): void => [pool, readersPool].forEach(cutConnections);
  readiness.onLost(cut);
  let embedded: Embedded | undefined;

  const bringUp = async () => {
    if (places.embedded) embedded ??= await startEmbedded({ dataDir: config.dataDir, log, connection: places.embedded });
    await bringUpToDate({ owner: places.owner, log });
  };
  const supervise = async () => {
    while (!closing.signal.aborted) {
      try {
        await bringUp();
        if (closing.signal.aborted) return;
        readiness.set('ready');
        log.info('The database is ready');
        await untilGone(places.app, closing.signal);
      } catch (err) {
        if (err instanceof DatabaseUnavailable && readiness.state() === 'starting') return readiness.fail(err);
        log.warn({ err }, 'The database can not be reached');
      }
      if (readiness.state() === 'ready') readiness.set('away');
      await delay(PROBE_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const supervising = supervise();

  const close = async () => {
    closing.abort();
    readiness.stop();
    await supervising;
    await Promise.race([Promise.all([db.destroy(), readers.destroy()]), delay(END_TIMEOUT_MS)]);
    await embedded?.stop();
  };
  const { state, since, whenReady, onReady, onLost } = readiness;
  return { pool, db, readers, connection: places.app, state, since, whenReady, onReady, onLost, cut, close };
}

/** Who logs in where: with DATABASE_URL one login does everything. */
function placesOf({ databaseUrl, dataDir }: SuperviseInput['config']) {
  if (databaseUrl !== undefined) {
    const login: ClientConfig = { connectionString: databaseUrl };
    return { embedded: undefined, owner: login, app: login };
  }
  const embedded = embeddedConnection(dataDir);
  return { embedded, owner: embedded.owner, app: embedded.app };
}

/** Resolves when the database no longer answers: its connection ends, or a probe gets none within 2 s. */
async function untilGone(connection: ClientConfig, signal: AbortSignal): Promise<void> {
  const client = new Client({
    ...connection,
    application_name: 'carillon probe',
    connectionTimeoutMillis: PROBE_TIMEOUT_MS,
    query_timeout: PROBE_TIMEOUT_MS,
  });
  client.on('error', () => undefined); // told by 'end' too
  try {
    await client.connect();
    const gone = once(client, 'end').then(() => true);
    for (;;) {
      const pause = delay(PROBE_MS, false, { signal }).catch(() => true);
      if (await Promise.race([gone, pause])) return;
      await client.query('select 1');
    }
  } finally {
    void client.end().catch(() => undefined); // a server that hangs would never confirm it
  }
}

function createReadiness(now: () => Date) {
  let state: DatabaseState = 'starting';
  let since = now();
  const callbacks: (() => void)[] = [];
  const mourners: (() => void)[] = [];
  let loss: NodeJS.Timeout | undefined;
  let resolve: () => void;
  let reject: (reason: Error) => void;
  const first = new Promise<void>((...settle) => ([resolve, reject] = settle));
  first.catch(() => undefined); // whoever asks hears of it
  return {
    state: () => state,
    since: () => since,
    whenReady: () => first,
    onReady: (callback: () => void) => {
      callbacks.push(callback);
      if (state === 'ready') callback();
    },
    onLost: (callback: () => void) => void mourners.push(callback),
    stop: () => clearTimeout(loss),
    set: (next: DatabaseState) => {
      state = next;
      since = now();
      clearTimeout(loss);
      if (next === 'away') loss = setTimeout(() => mourners.forEach((callback) => callback()), LOST_AFTER_MS);
      if (next !== 'ready') return;
      resolve();
      for (const callback of callbacks) callback();
    },
    fail: (error: Error) => reject(error),
  };
}
