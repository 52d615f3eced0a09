import { Kysely, PostgresDialect } from 'kysely';
import { type ClientConfig, Pool, type PoolConfig, types as defaults } from 'pg';
import type { Logger } from '../http/logging.ts';
import { CarefulClient, type CarefulConfig } from './careful-client.ts';
import { giveWay } from './give-way.ts';
import type { Database } from './schema.ts';

export type OpenInput = {
  connection: ClientConfig;
  log: Pick<Logger, 'warn'>;
  /** Connections at most; 10 when not given. */
  max?: number;
  /** Seen in pg_stat_activity. */
  applicationName?: string;
  /** The server gives a statement up after this many milliseconds; never when not given. */
  statementTimeoutMs?: number;
  /** An unused connection is closed after this many milliseconds, and its prepared plans with it; 0 keeps it. 10 s when not given. */
  idleTimeoutMs?: number;
  /**
   * A connection whose server says nothing for this many milliseconds is given up, and its statement fails as with a database that is
   * away; the server in turn gives a transaction up in which it hears nothing for as long. Longer than any honest statement takes.
   */
  answerTimeoutMs?: number | undefined;
  /** Whether other connections come first. Only of a database server of our own. */
  givesWay?: boolean;
};

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000; // the system's own is two hours

const living = new WeakMap<Pool, Set<CarefulClient>>();

/** A pool whose statements are prepared once per connection. Connects when first used; a server that isn't there fails the query only. */
export function openDatabase({
  connection,
  log,
  max = 10,
  applicationName = 'carillon',
  statementTimeoutMs,
  idleTimeoutMs,
  answerTimeoutMs,
  givesWay = false,
}: OpenInput): Pool {
  const clients = new Set<CarefulClient>();
  const config: PoolConfig & CarefulConfig = {
    ...connection,
    living: clients,
    names: new Map(),
    max,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types,
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
    ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMillis: idleTimeoutMs }),
    ...(answerTimeoutMs === undefined ? {} : { answerTimeoutMs, idle_in_transaction_session_timeout: answerTimeoutMs }),
    onSilence: () => log.warn({ applicationName }, 'A database connection fell silent and is given up'),
    Client: CarefulClient,
  };
  const pool = new Pool(config);
  living.set(pool, clients);
  // A connection that somebody holds fails the statement as well; without a listener its error would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (givesWay) pool.on('connect', giveWay);
  pool.on('error', (err) => {
    if (!pool.ending) log.warn({ err }, 'An idle database connection was lost'); // at the end the server may be quicker than our good-bye
  });
  return pool;
}

/** Gives up all connections of a pool. After a long silence none of them is worth anything, and each would cost somebody a wait. */
export function cutConnections(pool: Pool): void {
  for (const client of living.get(pool) ?? []) client.giveUp();
}

export function createKysely(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** pg's own parser; its type lists the built-in types only, but it takes any number. */
const parserOf: (oid: number, format: 'text' | 'binary') => unknown = defaults.getTypeParser.bind(defaults);

const INT8 = 20;
const DATE = 1082;

/** bigint as a number (ours stay far under 2^53), date as its text: a Date would move it by the zone. All else as pg has it. */
const types: NonNullable<ClientConfig['types']> = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === INT8) return Number;
    if (format !== 'binary' && oid === DATE) return (text: string) => text;
    return parserOf(oid, format ?? 'text');
  },
};
