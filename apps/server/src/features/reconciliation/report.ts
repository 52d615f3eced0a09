import type { ReconciliationDoubt, ReconciliationReport } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { announceJob } from '../../jobs/announce-job.ts';
import type { JobKey } from '../../jobs/job-store.ts';
import { daysOf, type Progress, type Reason } from './reconciliation-state.ts';

const DOUBTS_SHOWN = 200;
const EXTENSIONS_SHOWN = 20;
const COUNTED = ['rows', 'calls', 'same', 'recovered', 'corrected', 'closed', 'ownLegs', 'running'] as const;

/** What one step has found, to be added to the report. */
export type ReportNews = Partial<Record<(typeof COUNTED)[number], number>> & {
  doubts?: readonly ReconciliationDoubt[];
  unknownExtensions?: readonly string[];
  clockMinutes?: number | null;
  phase?: ReconciliationReport['phase'];
};

/** A report of nothing yet. */
export function emptyReport(progress: Progress, why: Reason): ReconciliationReport {
  const { from, to } = progress;
  const counts = { rows: 0, calls: 0, same: 0, recovered: 0, corrected: 0, closed: 0, ownLegs: 0, running: 0 };
  const findings = { inDoubt: 0, doubts: [], unknownExtensions: [], clockMinutes: null };
  return { why, from, to, days: daysOf(progress), phase: 'reading', ...counts, ...findings };
}

/** The report with a step's findings; of many doubts the first are named, all are counted. */
function addToReport(report: ReconciliationReport, news: ReportNews): ReconciliationReport {
  const counts = Object.fromEntries(COUNTED.map((name) => [name, report[name] + (news[name] ?? 0)]));
  const doubts = news.doubts ?? [];
  const extensions = new Set([...report.unknownExtensions, ...(news.unknownExtensions ?? [])]);
  return {
    ...report,
    ...counts,
    inDoubt: report.inDoubt + doubts.length,
    doubts: [...report.doubts, ...doubts].slice(0, DOUBTS_SHOWN),
    unknownExtensions: [...extensions].toSorted().slice(0, EXTENSIONS_SHOWN),
    clockMinutes: news.clockMinutes === undefined ? report.clockMinutes : news.clockMinutes,
    phase: news.phase ?? report.phase,
  };
}

/** The job begins anew: nothing is read and nothing found yet. */
export async function restartReport(tx: Tx, job: JobKey, progress: Progress): Promise<void> {
  await sql`
    update jobs set done = 0, payload = ${JSON.stringify(progress)}::jsonb,
      result = ${JSON.stringify(emptyReport(progress, 'person'))}::jsonb || jsonb_build_object('why', result -> 'why')
    where workspace_id = ${job.workspaceId} and id = ${job.id}
  `.execute(tx);
  await announceJob(tx, job);
}

type Step = { progress: Progress; done: number; news: ReportNews };

/** Writes down, in the transaction of a step, how far the job is and what it has found. */
export async function noteStep(tx: Tx, job: JobKey, { progress, done, news }: Step): Promise<void> {
  const { rows } = await sql<{ result: ReconciliationReport }>`
    select result from jobs where workspace_id = ${job.workspaceId} and id = ${job.id}
  `.execute(tx);
  if (!rows[0]) return;
  const result = addToReport(rows[0].result, news);
  await sql`
    update jobs set done = ${done}, payload = ${JSON.stringify(progress)}::jsonb, result = ${JSON.stringify(result)}::jsonb
    where workspace_id = ${job.workspaceId} and id = ${job.id}
  `.execute(tx);
  await announceJob(tx, job);
}
