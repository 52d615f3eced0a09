import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ABANDONED_MS = 3 * 86_400_000; // longer than anything is tried

/** Removes what began to come and was given up. */
export async function clearIncoming(folder: string, now: () => number = Date.now): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null); // taken meanwhile
    if (found?.isFile() && now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}
