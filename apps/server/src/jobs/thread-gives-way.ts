import { setPriority } from 'node:os';

const LOWER = 10;

/**
 * The thread that calls this gives way to the others of its process: where there are no more processors than work, a caller is answered
 * first. Only Linux has priorities of threads; elsewhere it would be the whole server's.
 */
export function threadGivesWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(LOWER);
  } catch {
    // as quick as all others
  }
}
