import { setTimeout as delay } from 'node:timers/promises';
import { bareRequest } from './bare-request.ts';
import { type Bench, say } from './benchmark.ts';
import type { Finding } from './finding.ts';
import type { Installation } from './installation.ts';
import { FILTERED_STATISTICS, JOURNAL_QUESTIONS, type Question, STATISTICS_QUESTIONS } from './journal-questions.ts';
import { percentile } from './measures.ts';
import { openJournal } from './open-journal.ts';
import { processorTime } from './processor-time.ts';

const TIMES = Number(process.env['BENCH_TIMES'] ?? 20);
const REST_MS = 12; // a token may ask a hundred times a second
const JOURNAL_MS = 100;
const STATISTICS_MS = 500;

/** Every filter of the journal and every figure of the statistics page, over three years of a busy company. */
export async function benchJournal(bench: Bench): Promise<Finding[]> {
  const installation = await openJournal(bench);
  return [
    ...(await bareRequest(installation)),
    ...(await measureAll(installation, { name: 'journal', questions: JOURNAL_QUESTIONS, goalMs: JOURNAL_MS })),
    ...(await measureAll(installation, { name: 'statistics', questions: STATISTICS_QUESTIONS, goalMs: STATISTICS_MS })),
    ...(await measureAll(installation, { name: 'totals of a filter', questions: FILTERED_STATISTICS })),
  ];
}

type Part = { name: string; questions: readonly Question[]; goalMs?: number };
type Measured = { what: string; p50: number; p95: number; processor: number; times: number[] };

/** The slowest question is what is judged: "any filter". Beside the time that passed stands the processor's, which other people's work on the machine leaves as it is. */
async function measureAll(installation: Installation, { name, questions, goalMs }: Part): Promise<Finding[]> {
  const wanted = process.env['BENCH_ONLY'];
  const measured: Measured[] = [];
  for (const { what, path } of questions) {
    if (wanted !== undefined && !what.includes(wanted)) continue;
    const one = { what, ...(await measure(installation, path)) };
    measured.push(one);
    say(`${name}: ${what}: p50 ${one.p50.toFixed(0)} p95 ${one.p95.toFixed(0)} ms, processor ${one.processor.toFixed(0)} ms`);
  }
  const slowest = measured.toSorted((a, b) => b.p95 - a.p95)[0];
  const costliest = measured.toSorted((a, b) => b.processor - a.processor)[0];
  if (slowest === undefined || costliest === undefined) return [];
  const goal = goalMs === undefined ? {} : { goal: { atMost: goalMs } };
  const all = measured.flatMap(({ times }) => times);
  return [
    { what: `${name}: ${measured.length} questions, p50 of all`, measured: percentile(all, 0.5), unit: 'ms' },
    { what: `${name}: p95 of all`, measured: percentile(all, 0.95), unit: 'ms', ...goal },
    { what: `${name}: p95 of the slowest (${slowest.what})`, measured: slowest.p95, unit: 'ms', ...goal },
    { what: `${name}: processor time of the costliest (${costliest.what})`, measured: costliest.processor, unit: 'ms', ...goal },
    ...measured
      .filter(({ processor }) => goalMs !== undefined && processor > goalMs && processor !== costliest.processor)
      .map(({ what, processor }) => ({ what: `${name}: processor time of ${what}`, measured: processor, unit: 'ms', ...goal })),
  ];
}

/** Another question each time, after one that is not counted. */
async function measure(installation: Installation, path: Question['path']): Promise<Omit<Measured, 'what'>> {
  await installation.ask(`GET ${path(TIMES + 1)}`);
  const before = await processorTime(installation);
  const times: number[] = [];
  for (let n = 1; n <= TIMES; n += 1) {
    const began = performance.now();
    await installation.ask(`GET ${path(n)}`);
    times.push(performance.now() - began);
    await delay(REST_MS);
  }
  const processor = ((await processorTime(installation)) - before) / TIMES;
  return { times, processor, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}
