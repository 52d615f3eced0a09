import type { ReconciliationDoubt } from '@carillon/contract';
import { type CloudCall, type Comparison, reconcile } from '@carillon/telephony';
import { readCloudCall, type StatisticsLeg } from '@carillon/telephony/zadarma';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { JobKey } from '../../jobs/job-store.ts';
import type { Connection } from '../../provider/connection.ts';
import type { KnownCall, Repair } from '../calls/record-repairs.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';
import type { Progress } from './reconciliation-state.ts';
import type { ReportNews } from './report.ts';

const BATCH = 500;
/** A younger end may still be on its way to us, or a leg of it to the statistics. */
const SETTLED_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

type Batch = { job: JobKey; connection: Connection; progress: Progress; clockMinutes: number | null };
type Compared = { cloud: CloudCall; known: KnownCall | undefined; found: Comparison };

/** Compares the next calls in the order of their ids. @returns the last of them; `null` when there are none left. */
export async function compareBatch(
  tx: Tx,
  deps: ReconciliationDeps,
  batch: Batch,
): Promise<{ last: string; news: ReportNews } | null> {
  const { job, connection, progress } = batch;
  const ledger = { workspaceId: job.workspaceId, connectionId: connection.id };
  const calls = await readLegs(tx, job, progress.compared);
  const last = calls.at(-1)?.pbxCallId;
  const context = await deps.calls.readContext(tx, ledger.workspaceId, ledger.connectionId);
  if (last === undefined || context === undefined) return null;
  const now = deps.now();
  const account = { ...context, areaCode: context.areaCode ?? undefined };
  const read = calls.map(({ pbxCallId, legs }) => ({ pbxCallId, cloud: readCloudCall(legs, account) }));
  const inPeriod = read.flatMap(({ cloud }) => (cloud !== null && isAsked(cloud, progress, now) ? [cloud] : []));
  const known = await deps.calls.readKnown(
    tx,
    ledger,
    inPeriod.map(({ pbxCallId }) => pbxCallId),
  );
  const freshForMs = progress.quiet === true ? 0 : connection.remindMissedHours * HOUR_MS;
  const compared = inPeriod.map((cloud): Compared => {
    const ours = known.get(cloud.pbxCallId);
    const options = { pbxCallId: cloud.pbxCallId, menuOnlyIsMissed: context.menuOnlyIsMissed, now, freshForMs };
    return {
      cloud,
      known: ours,
      found: reconcile(cloud, ours?.facts ?? null, { ...options, confirmed: ours?.confirmed ?? false }),
    };
  });
  const held = new Set(
    batch.clockMinutes === null ? [] : compared.filter(({ known: ours, found }) => !ours && found.repairs.length > 0),
  );
  const repairs = compared.flatMap((each) => (held.has(each) ? [] : repairOf(each, now, freshForMs)));
  const ids = await deps.calls.record(tx, { ...ledger, now }, repairs);
  const undirected = read.flatMap(({ pbxCallId, cloud }) => (cloud === null ? [doubt(pbxCallId, null, 'no-direction')] : []));
  return { last, news: newsOf({ compared, held, ids, undirected, isOwn: (extension) => context.own.extensions.has(extension) }) };
}

function repairOf({ cloud, found }: Compared, now: Date, freshForMs: number): Repair[] {
  if (found.repairs.length === 0) return [];
  return [{ pbxCallId: cloud.pbxCallId, facts: found.repairs, old: +now - +cloud.startedAt > freshForMs }];
}

function isAsked({ startedAt, endedAt }: CloudCall, { from, to }: Progress, now: Date): boolean {
  return startedAt >= new Date(from) && startedAt < new Date(to) && +endedAt <= +now - SETTLED_MS;
}

async function readLegs(
  tx: Tx,
  { workspaceId, id }: JobKey,
  after: string,
): Promise<{ pbxCallId: string; legs: StatisticsLeg[] }[]> {
  const { rows } = await sql<{ pbxCallId: string; legs: (Omit<StatisticsLeg, 'startedAt'> & { startedAt: string })[] }>`
    select pbx_call_id as "pbxCallId", json_agg(told order by leg) as legs from reconciliation_legs
    where workspace_id = ${workspaceId} and job_id = ${id} and pbx_call_id > ${after}
    group by pbx_call_id order by pbx_call_id limit ${BATCH}
  `.execute(tx);
  return rows.map(({ pbxCallId, legs }) => ({
    pbxCallId,
    legs: legs.map((leg) => ({ ...leg, startedAt: new Date(leg.startedAt) })),
  }));
}

const doubt = (pbxCallId: string, callId: string | null, reason: ReconciliationDoubt['reason']): ReconciliationDoubt => ({
  pbxCallId,
  callId,
  reason,
});

type Findings = {
  compared: readonly Compared[];
  held: ReadonlySet<Compared>;
  ids: ReadonlyMap<string, string>;
  undirected: readonly ReconciliationDoubt[];
  isOwn: (extension: string) => boolean;
};

function newsOf({ compared, held, ids, undirected, isOwn }: Findings): ReportNews {
  const count = (verdict: Comparison['verdict']): number =>
    compared.filter((each) => each.found.verdict === verdict && !held.has(each)).length;
  const doubts = compared.flatMap((each): ReconciliationDoubt[] => {
    const { cloud, known, found } = each;
    const reason = held.has(each) ? 'clock' : found.doubt;
    return reason === null ? [] : [doubt(cloud.pbxCallId, ids.get(cloud.pbxCallId) ?? known?.id ?? null, reason)];
  });
  const extensions = compared.flatMap(({ cloud }) => cloud.legs.map(({ extension }) => extension));
  return {
    calls: compared.filter(({ found }) => !found.ownLeg).length,
    same: count('same'),
    recovered: count('recovered'),
    corrected: count('corrected'),
    closed: count('closed'),
    ownLegs: compared.filter(({ found }) => found.ownLeg).length,
    running: count('running'),
    doubts: [...undirected, ...doubts],
    unknownExtensions: [...new Set(extensions.filter((extension) => !isOwn(extension)))],
  };
}
