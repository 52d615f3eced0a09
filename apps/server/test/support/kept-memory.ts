import { getHeapSpaceStatistics } from 'node:v8';
import type { ClientConfig } from 'pg';
import { openDatabase } from '../../src/db/open.ts';

const QUERIES = 20; // of 2 MB

// Prints how many megabytes of what queries have answered are among the old. Runs in a process of its own, with --expose-gc.
const sweep = globalThis.gc as (options?: { type: 'minor' }) => void; // what the flag gives
const connection = JSON.parse(process.argv[2] ?? '') as ClientConfig; // the test's
const pool = openDatabase({ connection, log: { warn: () => undefined }, max: 1 });
const client = await pool.connect();

async function ask(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await client.query(`select repeat('я', 10000) as text from generate_series($1::int, 100)`, [1]);
    sweep({ type: 'minor' });
    sweep({ type: 'minor' });
  }
}

function oldMegabytes(): number {
  const spaces = getHeapSpaceStatistics().filter(({ space_name }) => space_name === 'old_space');
  return spaces.reduce((sum, { space_used_size }) => sum + space_used_size, 0) / 1_048_576;
}

await ask(2);
sweep();
const before = oldMegabytes();
await ask(QUERIES);
process.stdout.write(String(oldMegabytes() - before));
client.release();
await pool.end();
