import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { canReach, type OsUser } from './run-as.ts';

/** Where the parts of an embedded database lie: PostgreSQL's own folder, and in it the folder of its socket and our password file. */
export type ClusterPaths = { data: string; socket: string; password: string };

export function clusterPaths(dataDir: string): ClusterPaths {
  const data = join(dataDir, 'db');
  return { data, socket: join(data, 'socket'), password: join(data, 'password') };
}

/**
 * How the server's user names PostgreSQL's folder and its neighbours.
 *
 * A user who may not pass the folders above (a data directory under root's 0700 home) still starts inside it, because the working
 * directory is entered before the user is changed, and then calls it by Linux's name for "where I am".
 */
export function seenBy(user: OsUser | undefined, folder: string): string {
  if (canReach(folder, user)) return folder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new DatabaseUnavailable(
    `The user who runs PostgreSQL can't reach ${folder}: choose another CARILLON_DATA_DIR, or don't run as root.`,
  );
}

type Cluster = { paths: ClusterPaths; binaries: Binaries; user: OsUser | undefined; durable: boolean };

/** Makes the cluster unless it is there. Atomic: a half-made one never stands in its place, and of two makers the first wins. */
export async function ensureCluster({ paths, binaries, user, durable }: Cluster): Promise<void> {
  if (existsSync(paths.data)) return checkVersion(paths, binaries);
  const draft = `${paths.data}.${randomUUID()}`;
  try {
    makeFolder(draft, user);
    const password = randomBytes(24).toString('base64url');
    await initdb({ draft, binaries, user, durable, password });
    makeFolder(join(draft, 'socket'), user);
    writeFileSync(join(draft, 'password'), password, { mode: 0o600 });
    renameSync(draft, paths.data);
  } catch (error) {
    if (!existsSync(paths.data)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function makeFolder(path: string, user: OsUser | undefined): void {
  mkdirSync(path, { mode: 0o700 });
  if (user) chownSync(path, user.uid, user.gid);
}

function checkVersion({ data }: ClusterPaths, { version }: Binaries): void {
  const written = readVersion(data);
  const [major] = version.split('.');
  if (written === major) return;
  throw new DatabaseUnavailable(
    `The database in ${data} was written by PostgreSQL ${written}, this Carillon brings ${major}: make a backup with the Carillon that wrote it, and restore it here.`,
  );
}

function readVersion(data: string): string {
  try {
    return readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  } catch (cause) {
    const why = codeOf(cause) === 'EACCES' ? 'belongs to another user of this machine' : 'is not a database';
    throw new DatabaseUnavailable(`${data} ${why}.`, { cause });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

type Initdb = { draft: string; binaries: Binaries; user: OsUser | undefined; durable: boolean; password: string };

/** The superuser's password, needed over TCP only: over the socket the folder's mode is the guard. A pipe leaves no file behind. */
const WITH_PASSWORD = `printf %s "$PASSWORD" | "$@"`;
const NOT_RUNNABLE = 127; // the shell's exit code where the program's loader is missing

async function initdb({ draft, binaries, user, durable, password }: Initdb): Promise<void> {
  const flags = [
    '-D',
    seenBy(user, draft),
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const access = ['--auth-local=trust', '--auth-host=scram-sha-256', '--pwfile=/dev/stdin', '--no-instructions'];
  const run = (locale: string) => {
    const args = [...flags, `--locale=${locale}`, ...access, ...(durable ? [] : ['--no-sync'])];
    return promisify(execFile)('/bin/sh', ['-c', WITH_PASSWORD, 'sh', binaries.initdb, ...args], {
      cwd: draft,
      env: { PATH: '/usr/bin:/bin', TZ: 'UTC', PASSWORD: password },
      ...user,
    });
  };
  try {
    await run('C.UTF-8');
  } catch (error) {
    if (codeOf(error) === NOT_RUNNABLE) {
      const sentence =
        'The embedded PostgreSQL does not run on this system (it needs glibc, which Alpine has not): set DATABASE_URL.';
      throw new DatabaseUnavailable(sentence, { cause: error });
    }
    if (!(error instanceof Error && error.message.includes('invalid locale'))) throw error;
    await run('C'); // an older macOS has no C.UTF-8; only the messages' language and a few libc corners depend on it
  }
}
