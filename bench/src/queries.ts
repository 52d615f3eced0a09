import { type Bench, MANY, say } from './benchmark.ts';
import { numberOf } from './client-numbers.ts';
import { fillCalls } from './fill-calls.ts';
import type { Finding } from './finding.ts';
import type { Installation } from './installation.ts';
import { median } from './measures.ts';

const CALLS = 200_000;
const TIMES = 15;
const STATISTICS_MS = 1500; // a backend tells what it has read when it has been idle for a second
const TABLES = ['clients', 'client_numbers', 'calls'];
const UNINDEXED_MAX = 20_000; // counting a list to 10,000 may read that many rows as they come

/** What the pages and the door ask most, at a million contacts: the median time, and how many rows were read without an index. */
export async function benchQueries({ large }: Bench): Promise<Finding[]> {
  const installation = await large();
  await fillCalls(installation.database, { count: CALLS, contacts: MANY, userId: installation.agent.id });
  const { ask } = installation;
  const questions: [what: string, ask: (n: number) => Promise<unknown>][] = [
    ['caller_facts', (n) => callerFacts(installation, n)],
    ['search, a name', (n) => ask(`GET /search?q=${encodeURIComponent(`Кузнецов ${1234 + n}`)}`)],
    ['search, a family name of thousands', () => ask(`GET /search?q=${encodeURIComponent('смирнов')}`)],
    ['search, part of a number', (n) => ask(`GET /search?q=${numberOf(n * 991).slice(4, 9)}`)],
    ['search, nothing found', (n) => ask(`GET /search?q=${encodeURIComponent(`щщщъъ${n}`)}`)],
    ['contacts, first page and total', () => ask('GET /contacts?limit=50')],
    ['call journal, first page and total', () => ask('GET /calls?limit=50')],
  ];
  const findings: Finding[] = [];
  for (const [what, question] of questions) findings.push(...(await measure(installation, what, question)));
  return findings;
}

async function measure({ database }: Installation, what: string, ask: (n: number) => Promise<unknown>): Promise<Finding[]> {
  await ask(0);
  const before = await rowsWithoutIndex(database);
  const times: number[] = [];
  for (let n = 1; n <= TIMES; n += 1) {
    const began = performance.now();
    await ask(n);
    times.push(performance.now() - began);
  }
  const rows = ((await rowsWithoutIndex(database)) - before) / TIMES;
  say(`${what}: ${median(times).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(0)} ms`);
  return [
    { what, measured: median(times), unit: 'ms' },
    { what: `${what}: rows read without an index`, measured: rows, unit: '', goal: { atMost: UNINDEXED_MAX } },
  ];
}

async function rowsWithoutIndex(database: Installation['database']): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, STATISTICS_MS));
  const { rows } = await database.query<{ rows: number }>(
    'select sum(seq_tup_read)::float8 as rows from pg_stat_user_tables where relname = any($1)',
    [TABLES],
  );
  return rows[0]?.rows ?? 0;
}

/** Prepared, as the door asks it. */
const callerFacts = ({ database }: Installation, n: number) =>
  database.query({
    name: 'caller_facts',
    text: `select caller_facts(array[workspace_id], array[id], array[$1], array['442079460123'], array[$2], array[now()]) from connections`,
    values: [`+${numberOf(n * 7)}`, `in_${n}`],
  });
