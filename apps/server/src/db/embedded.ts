import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import type { Logger } from '../http/logging.ts';
import { findBinaries } from './binaries.ts';
import { type ClusterPaths, clusterPaths, ensureCluster, seenBy } from './cluster.ts';
import { type Keeper, keepServer } from './keeper.ts';
import { APP, DATABASE, ensureRoles, OWNER } from './roles.ts';
import { databaseUser } from './run-as.ts';

/** How to reach an embedded server, as each of its logins (see roles.ts). */
export type EmbeddedConnection = { superuser: ClientConfig; owner: ClientConfig; app: ClientConfig };

/** A running embedded server. It dies with this process, however that ends. */
export type Embedded = {
  connection: EmbeddedConnection;
  /** Calls back each time the server died, and each time it is back. */
  onDeath: (callback: () => void) => void;
  onRestart: (callback: () => void) => void;
  /** Fast shutdown; resolves when no process of it is left. */
  stop: () => Promise<void>;
};

const SOCKET_PORT = 5432; // names the socket's file only
const SOCKET_PATH_MAX = process.platform === 'darwin' ? 103 : 107; // bytes of sockaddr_un.sun_path

/**
 * Where an embedded server in this data directory is, or will be: by its socket, or on a free-looking local port with a password when the
 * socket's path is too long for the system. Asked again, the port may differ: ask once per server.
 */
export function embeddedConnection(dataDir: string): EmbeddedConnection {
  const paths = clusterPaths(dataDir);
  const common = fitsSocket(paths)
    ? { host: paths.socket, port: SOCKET_PORT }
    : { host: '127.0.0.1', port: runningPort(paths) ?? randomInt(20_000, 32_000), password: () => readPassword(paths) };
  const login = (user: string, database: string): ClientConfig => ({ ...common, user, database });
  return { superuser: login('postgres', 'postgres'), owner: login(OWNER, DATABASE), app: login(APP, DATABASE) };
}

type StartInput = {
  dataDir: string;
  log: Logger;
  /** `false` trades crash safety for speed: tests only. */
  durable?: boolean;
  connection?: EmbeddedConnection;
  /** How long to wait for another owner of the folder to leave. */
  patienceMs?: number;
};

/**
 * Starts PostgreSQL in `<dataDir>/db`, making the cluster, its logins and its database when they are missing.
 *
 * @throws {DatabaseUnavailable} with a sentence for the operator: no binaries for this platform, directory in use, other major version.
 */
export async function startEmbedded({
  dataDir,
  log,
  durable = true,
  connection = embeddedConnection(dataDir),
  patienceMs = 10_000,
}: StartInput): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 }); // others may pass, not look: the database's user is another than root
  const paths = clusterPaths(dataDir);
  const user = databaseUser(paths.data);
  const binaries = findBinaries({ beside: dataDir, user });
  await ensureCluster({ paths, binaries, user, durable });
  const deaths: (() => void)[] = [];
  const restarts: (() => void)[] = [];
  const folder = seenBy(user, paths.data);
  const keeper = await keepServer({
    command: { program: binaries.postgres, args: serverArgs({ folder, connection, durable }), cwd: paths.data, user },
    log,
    patienceMs,
    onDeath: () => deaths.forEach((callback) => callback()),
    onRestart: () => restarts.forEach((callback) => callback()),
  });
  await prepare(keeper, connection, paths);
  return {
    connection,
    onDeath: (callback) => void deaths.push(callback),
    onRestart: (callback) => void restarts.push(callback),
    stop: () => keeper.stop(),
  };
}

async function prepare(keeper: Keeper, { superuser }: EmbeddedConnection, paths: ClusterPaths): Promise<void> {
  try {
    await ensureRoles(superuser, fitsSocket(paths) ? undefined : readPassword(paths));
  } catch (error) {
    await keeper.stop();
    throw error;
  }
}

function serverArgs({
  folder,
  connection,
  durable,
}: {
  folder: string;
  connection: EmbeddedConnection;
  durable: boolean;
}): string[] {
  const { host, port } = connection.superuser;
  const overTcp = host === '127.0.0.1';
  const settings = {
    listen_addresses: overTcp ? host : '',
    port,
    unix_socket_directories: overTcp ? '' : join(folder, 'socket'),
    unix_socket_permissions: '0700',
    max_connections: 100,
    shared_buffers: '256MB', // taken as it is used
    max_wal_size: '1GB',
    checkpoint_timeout: '30min', // after each, every page changed is logged whole: callers would wait for that
    wal_compression: 'on',
    wal_level: 'minimal', // nobody replicates from it
    max_wal_senders: '0',
    jit: 'off', // small queries only: compiling costs more than it saves
    max_parallel_workers_per_gather: 0, // parallel plans need /dev/shm, which containers keep small
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '',
    log_min_messages: 'log', // "ready" and deaths, but no failed statement: those may quote people's data
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' }),
  };
  return ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function fitsSocket({ socket }: ClusterPaths): boolean {
  return Buffer.byteLength(join(socket, `.s.PGSQL.${SOCKET_PORT}`)) <= SOCKET_PATH_MAX;
}

function readPassword({ password }: ClusterPaths): string {
  return readFileSync(password, 'utf8');
}

/** The port of a server that runs there already: the fourth line of its lock file. */
function runningPort({ data }: ClusterPaths): number | undefined {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const port = Number(readFileSync(lock, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}
