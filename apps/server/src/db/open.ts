import { Kysely, PostgresDialect } from 'kysely';
import { Client, type ClientConfig, Pool, type PoolConfig, types as defaults } from 'pg';
import type { Logger } from '../http/logging.ts';
import type { Database } from './schema.ts';

export type OpenInput = {
  connection: ClientConfig;
  log: Logger;
  /** Connections at most; 10 when not given. */
  max?: number;
  /** Seen in pg_stat_activity. */
  applicationName?: string;
  /** The server gives a statement up after this many milliseconds; never when not given. */
  statementTimeoutMs?: number;
  /** An unused connection is closed after this many milliseconds, and its prepared plans with it; 0 keeps it. 10 s when not given. */
  idleTimeoutMs?: number;
};

const CONNECT_TIMEOUT_MS = 5_000;
const MAX_NAMED = 500; // each is a plan kept in every connection

/** A pool whose statements are prepared once per connection. Connects when first used; a server that isn't there fails the query only. */
export function openDatabase({
  connection,
  log,
  max = 10,
  applicationName = 'carillon',
  statementTimeoutMs,
  idleTimeoutMs,
}: OpenInput): Pool {
  const config: PoolConfig = {
    ...connection,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types,
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
    ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMillis: idleTimeoutMs }),
    Client: NamingClient,
  };
  const pool = new Pool(config);
  // A connection that somebody holds fails the statement as well; without a listener its error would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (err) => {
    if (!pool.ending) log.warn({ err }, 'An idle database connection was lost'); // at the end the server may be quicker than our good-bye
  });
  return pool;
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

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  if (!names.has(text) && names.size < MAX_NAMED) names.set(text, `q${names.size}`);
  return names.get(text);
}

/** What pg accepts as a query, as far as it matters here. */
type AnyQuery = (query: unknown, values?: unknown, callback?: unknown) => unknown;

/** Names every statement that has parameters, so that the server parses and plans it once per connection. */
class NamingClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    // pg's overloads can't be told apart in an override: only (text, values) is changed, everything else goes through untouched.
    const plain = this.query.bind(this) as AnyQuery;
    const named: AnyQuery = (query, values, callback) => {
      const name = typeof query === 'string' && Array.isArray(values) ? nameOf(query) : undefined;
      if (name === undefined) return plain(query, values, callback);
      const result = plain({ name, text: query, values }, callback);
      if (result instanceof Promise) result.catch((error: unknown) => this.#leaveIfStale(error));
      return result;
    };
    this.query = named as Client['query'];
  }

  /** A table changed under a prepared statement (a newer Carillon migrated): the pool replaces a connection that has ended. */
  #leaveIfStale(error: unknown): void {
    if (error instanceof Error && error.message.startsWith('cached plan must not change result type')) void this.end();
  }
}
