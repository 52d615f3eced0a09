import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The operating system user the database server runs as. */
export type OsUser = { uid: number; gid: number };

/**
 * Who runs the database server: PostgreSQL refuses to run as root, so root lends it to whoever owns the cluster already, or to
 * `postgres` or `nobody`.
 *
 * @returns `undefined` for an ordinary user, who runs it under his own name.
 * @throws when root finds neither of the two.
 */
export function databaseUser(cluster: string): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const user = lookUp(name);
    if (user && user.uid !== 0) return user;
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".');
}

/** Whether that user may read a file or enter a folder: every folder on the way lets him through. ACLs are not looked at. */
export function canReach(path: string, user: OsUser | undefined): boolean {
  if (!user) return true;
  const allows = (at: string, bits: number) => {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (!stat) return false;
    const { mode, uid, gid } = stat;
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    return ((mode >> shift) & bits) === bits;
  };
  const parents = (at: string): boolean => allows(at, 0o1) && (dirname(at) === at || parents(dirname(at)));
  return allows(path, 0o4) && parents(dirname(path));
}

function lookUp(name: string): OsUser | undefined {
  try {
    const number = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: number('-u') | 0, gid: number('-g') | 0 }; // macOS prints nobody's -2 as 4294967294; spawn wants an int32
  } catch {
    return undefined;
  }
}
