import { type Bench, say } from './benchmark.ts';
import { fillContacts } from './fill-contacts.ts';
import { fillJournal } from './fill-journal.ts';
import type { Finding } from './finding.ts';
import { type Installation, openInstallation, openKept } from './installation.ts';
import { FILTERED_STATISTICS, JOURNAL_QUESTIONS, type Question, STATISTICS_QUESTIONS } from './journal-questions.ts';
import { percentile } from './measures.ts';

const CONTACTS = 200_000;
const WEEKS = 156;
const TIMES = 20;
const JOURNAL_MS = 100;
const STATISTICS_MS = 500;
const TOLD_TWICE_AS_SLOW = 2;

/** Every filter of the journal and every figure of the statistics page, over three years of a busy company. */
export async function benchJournal({ scope, size }: Bench): Promise<Finding[]> {
  const fill = async ({ database, agent }: Installation): Promise<void> => {
    await fillContacts(database, { count: CONTACTS, responsibleId: agent.id });
    await fillJournal(database, { calls: size, contacts: CONTACTS, weeks: WEEKS });
  };
  const folder = process.env['BENCH_DATA']; // kept there for the next time
  const installation = folder ? await openKept(scope, folder, fill) : await openInstallation(scope);
  if (!folder) await fill(installation);
  return [
    ...(await measureAll(installation, { name: 'journal', questions: JOURNAL_QUESTIONS, goalMs: JOURNAL_MS })),
    ...(await measureAll(installation, { name: 'statistics', questions: STATISTICS_QUESTIONS, goalMs: STATISTICS_MS })),
    ...(await measureAll(installation, { name: 'totals of a filter', questions: FILTERED_STATISTICS })),
  ];
}

type Part = { name: string; questions: readonly Question[]; goalMs?: number };

/** The slowest question's p95 is what is judged: "any filter". */
async function measureAll(installation: Installation, { name, questions, goalMs }: Part): Promise<Finding[]> {
  const wanted = process.env['BENCH_ONLY'];
  const asked = questions.filter(({ what }) => wanted === undefined || what.includes(wanted));
  const slowest = { what: '', p95: 0 };
  const all: number[] = [];
  const slow: Finding[] = [];
  for (const { what, path } of asked) {
    const times = await measure(installation, path);
    all.push(...times);
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    say(`${name}: ${what}: p50 ${p50.toFixed(0)} p95 ${p95.toFixed(0)} ms`);
    if (p95 > slowest.p95) Object.assign(slowest, { what, p95 });
    if (goalMs !== undefined && p95 > goalMs && p50 * TOLD_TWICE_AS_SLOW > goalMs)
      slow.push({ what: `${name}: ${what}, p50`, measured: p50, unit: 'ms' });
  }
  if (asked.length === 0) return [];
  return [
    { what: `${name}: all ${asked.length} questions, p50`, measured: percentile(all, 0.5), unit: 'ms' },
    {
      what: `${name}: all questions together, p95`,
      measured: percentile(all, 0.95),
      unit: 'ms',
      ...(goalMs !== undefined && { goal: { atMost: goalMs } }),
    },
    {
      what: `${name}: p95 of the slowest (${slowest.what})`,
      measured: slowest.p95,
      unit: 'ms',
      ...(goalMs !== undefined && { goal: { atMost: goalMs } }),
    },
    ...slow,
  ];
}

/** Another question each time, after one that is not counted. */
async function measure({ ask }: Installation, path: Question['path']): Promise<number[]> {
  await ask(`GET ${path(TIMES + 1)}`);
  const times: number[] = [];
  for (let n = 1; n <= TIMES; n += 1) {
    const began = performance.now();
    await ask(`GET ${path(n)}`);
    times.push(performance.now() - began);
  }
  return times;
}
