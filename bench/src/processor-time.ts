import { readdirSync, readFileSync } from 'node:fs';
import type { Installation } from './installation.ts';

/** Milliseconds of processor time that the server and its database's sessions have had so far. Linux only; elsewhere nothing is told. */
export async function processorTime({ database, process: server }: Pick<Installation, 'database' | 'process'>): Promise<number> {
  const { rows } = await database.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  return [server.pid, ...rows.map(({ pid }) => pid)].reduce((sum, pid) => sum + ofProcess(pid), 0);
}

function ofProcess(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => sum + ofTask(`/proc/${pid}/task/${task}/schedstat`), 0);
  } catch {
    return 0; // it has ended meanwhile
  }
}

const ofTask = (path: string): number => Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6;
