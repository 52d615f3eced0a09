import { type Bench, say } from './benchmark.ts';
import { callsOf, drain } from './door.ts';
import type { Finding } from './finding.ts';
import type { Installation } from './installation.ts';
import { JOURNAL_QUESTIONS, type Question, STATISTICS_QUESTIONS } from './journal-questions.ts';
import { runLoad } from './load.ts';
import { median } from './measures.ts';
import { CONTACTS, openJournal } from './open-journal.ts';
import { waitForJob } from './wait-for-job.ts';

const PER_SECOND = 100;
const SECONDS = 6;
const ROUNDS = 5;
const MONTH_MS = 30 * 86_400_000;
const TIMES_QUIET_MAX = 1.5;

/** Goes on until it is told to stop. */
type Work = (installation: Installation, isOver: () => boolean) => Promise<void>;

const asking =
  (questions: readonly Question[]): Work =>
  async ({ ask }, isOver) => {
    for (let n = 1; !isOver(); n += 1) await ask(`GET ${questions[n % questions.length]?.path(n) ?? ''}`);
  };

const WORKS: Record<string, Work> = {
  'the journal’s filters': asking(JOURNAL_QUESTIONS),
  'statistics of a year': asking(STATISTICS_QUESTIONS.filter(({ what }) => what.endsWith('a year'))),
  'an export': async (installation, isOver) => {
    while (!isOver()) {
      const from = new Date(Date.now() - MONTH_MS).toISOString();
      const { id } = await installation.ask('POST /exports', { kind: 'calls', filter: { from } });
      await waitForJob(installation, id);
    }
  },
};

/** NOTIFY_START at an even rate: alone, and while somebody reads or exports, in turns. */
export async function benchBeside(bench: Bench): Promise<Finding[]> {
  const installation = await openJournal(bench);
  const quiet: number[] = [];
  const beside = new Map<string, number[]>(Object.keys(WORKS).map((name) => [name, []]));
  await answering(installation); // the first callers of a process are slow, and not counted
  for (let round = 0; round < ROUNDS; round += 1) {
    quiet.push(await answering(installation));
    for (const [name, work] of Object.entries(WORKS)) beside.get(name)?.push(await answeringBeside(installation, work));
    say(
      `p99 alone ${quiet.at(-1)?.toFixed(1)} ms; ${[...beside].map(([name, all]) => `${name} ${all.at(-1)?.toFixed(1)}`).join(', ')}`,
    );
  }
  const alone = median(quiet);
  return [
    { what: `START at ${PER_SECOND}/s, p99 alone`, measured: alone, unit: 'ms' },
    ...[...beside].map(([name, all]) => ({
      what: `START p99 beside ${name}, against alone`,
      measured: median(all) / alone,
      unit: '×',
      goal: { atMost: TIMES_QUIET_MAX },
    })),
  ];
}

async function answering(installation: Installation): Promise<number> {
  const shape = { kind: 'constant', perSecond: PER_SECOND } as const;
  const { latency } = await runLoad({ calls: callsOf(installation, CONTACTS), shape, seconds: SECONDS });
  await drain(installation);
  return latency.p99;
}

async function answeringBeside(installation: Installation, work: Work): Promise<number> {
  let over = false;
  const working = work(installation, () => over);
  try {
    return await answering(installation);
  } finally {
    over = true;
    await working;
  }
}
