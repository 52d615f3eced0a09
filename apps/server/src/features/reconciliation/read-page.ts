import { createHash } from 'node:crypto';
import { readLeg, type StatisticsLeg } from '@carillon/telephony/zadarma';
import { type PbxStatistics, STATISTICS_PAGE_ROWS } from '@carillon/zadarma';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { JobKey } from '../../jobs/job-store.ts';
import type { Connection } from '../../provider/connection.ts';
import { DAY_MS, daysOf, nextWindow, type Progress, windowEnd } from './reconciliation-state.ts';
import type { ReportNews } from './report.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';

type Reading = NonNullable<Progress['reading']>;

/** Asks the provider for one page: one of three statistics requests a minute. */
export async function askPage(
  { clients }: ReconciliationDeps,
  connection: Connection,
  progress: Progress & { reading: Reading },
): Promise<PbxStatistics> {
  const { start, skip } = progress.reading;
  const wall = wallClockOf(connection.accountTimezone);
  const end = windowEnd(progress, new Date(start));
  return clients.clientFor(connection, 'step').pbxStatistics({ start: wall(new Date(start)), end: wall(end), skip });
}

/** Keeps a page's legs, and says where to go on. Told twice, a leg is one. */
export async function keepPage(
  tx: Tx,
  { job, connection, progress }: { job: JobKey; connection: Connection; progress: Progress & { reading: Reading } },
  page: PbxStatistics,
): Promise<{ reading: Progress['reading']; done: number; news: ReportNews }> {
  const read = page.rows.map((row) => ({ row, reading: readLeg(row, connection.accountTimezone) }));
  const legs = read.flatMap(({ reading }) => ('leg' in reading ? [reading.leg] : []));
  await insertLegs(tx, job, legs);
  const doubts = read.flatMap(({ row, reading }) =>
    'doubt' in reading ? [{ pbxCallId: row.pbxCallId || null, callId: null, reason: reading.doubt }] : [],
  );
  const { start, skip } = progress.reading;
  const newest = legs.at(-1)?.startedAt ?? new Date(start);
  const isLast = page.rows.length < STATISTICS_PAGE_ROWS;
  const end = endOf(page, connection, windowEnd(progress, new Date(start)));
  const reading = isLast ? nextWindow(progress, new Date(start), end) : { start, skip: skip + page.rows.length };
  const total = daysOf(progress);
  const seen = Math.floor((+(isLast ? end : newest) - +new Date(progress.from)) / DAY_MS);
  return {
    reading,
    done: reading === null ? total : Math.max(0, Math.min(total, seen)),
    news: { rows: page.rows.length, doubts },
  };
}

/** The provider cuts longer periods without a word: what counts is the end it really used. */
function endOf(page: PbxStatistics, { accountTimezone }: Connection, asked: Date): Date {
  const used = readLeg({ ...NO_ROW, callStart: page.end }, accountTimezone);
  if (!('leg' in used)) return asked;
  return +used.leg.startedAt < +asked - DAY_MS ? used.leg.startedAt : asked; // an hour or so is the zone's
}

const NO_ROW = {
  callId: null,
  pbxCallId: '-',
  extension: '',
  clid: '',
  destination: '',
  disposition: '',
  durationSeconds: 0,
  isRecorded: false,
};

function wallClockOf(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => format.format(at);
}

const NOTHING = String.fromCodePoint(0);

/** A database keeps neither the character of nothing nor half a letter; a caller's name may hold both. */
const writable = (_field: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll(NOTHING, '').replaceAll(/\p{Surrogate}/gu, '\ufffd') : value;

async function insertLegs(tx: Tx, { workspaceId, id }: JobKey, legs: readonly StatisticsLeg[]): Promise<void> {
  const rows = legs.map((leg) => ({
    pbx_call_id: leg.pbxCallId,
    leg: leg.callId ?? createHash('sha256').update(JSON.stringify(leg)).digest('hex').slice(0, 32),
    started_at: leg.startedAt,
    told: leg,
  }));
  await sql`
    insert into reconciliation_legs (workspace_id, job_id, pbx_call_id, leg, started_at, told)
    select distinct on (r.pbx_call_id, r.leg) ${workspaceId}::uuid, ${id}::uuid, r.pbx_call_id, r.leg, r.started_at, r.told
    from jsonb_to_recordset(${JSON.stringify(rows, writable)}::jsonb) as r (pbx_call_id text, leg text, started_at timestamptz, told jsonb)
    on conflict (workspace_id, job_id, pbx_call_id, leg) do update set told = excluded.told, started_at = excluded.started_at
  `.execute(tx);
}
