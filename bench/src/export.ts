import { type Bench, say } from './benchmark.ts';
import type { CarillonProcess } from './carillon-process.ts';
import type { Finding } from './finding.ts';
import { openJournal } from './open-journal.ts';
import { waitForJob } from './wait-for-job.ts';

const ROWS = 1_000_000;
const MB = 1_048_576;
const GROWTH_MB_MAX = 64;

/** The newest million rows of the journal as a file: made by the job, then taken; the server's memory meanwhile. */
export async function benchExport(bench: Bench): Promise<Finding[]> {
  const installation = await openJournal(bench);
  const { ask, database, process: server, url, token } = installation;
  const { rows } = await database.query<{ from: Date }>(
    'select started_at as from from calls where confirmed order by started_at desc offset $1 limit 1',
    [Math.min(ROWS, bench.size) - 1],
  );
  const before = server.residentMegabytes();
  const making = peakOf(server);
  const taking = peakOf(server);
  const began = performance.now();
  const { id } = await ask('POST /exports', { kind: 'calls', filter: { from: rows[0]?.from.toISOString() } });
  const { done } = await waitForJob(installation, id, making.look);
  const seconds = (performance.now() - began) / 1000;
  const taken = await take(`${url}/api/v1/exports/${String(id)}`, token, taking.look);
  say(`memory: ${before.toFixed(0)} MB before, at most ${making.peak().toFixed(0)} made, ${taking.peak().toFixed(0)} taken`);
  say(`${done} rows in ${seconds.toFixed(0)} s, ${taken.megabytes.toFixed(0)} MB taken in ${taken.seconds.toFixed(0)} s`);
  return [
    { what: 'export: rows', measured: done, unit: '' },
    { what: 'export: rows a second', measured: done / seconds, unit: '/s' },
    { what: 'export: the file taken', measured: taken.megabytes / taken.seconds, unit: 'MB/s' },
    {
      what: 'export: memory the server grows by',
      measured: Math.max(making.peak(), taking.peak()) - before,
      unit: 'MB',
      goal: { atMost: GROWTH_MB_MAX },
    },
  ];
}

function peakOf(server: CarillonProcess): { look: () => void; peak: () => number } {
  let peak = 0;
  return { look: () => void (peak = Math.max(peak, server.residentMegabytes())), peak: () => peak };
}

async function take(url: string, token: string, look: () => void): Promise<{ megabytes: number; seconds: number }> {
  const began = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok || response.body === null) throw new Error(`the file: ${response.status}`);
  let bytes = 0;
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    bytes += piece.value.length;
    look();
  }
  return { megabytes: bytes / MB, seconds: (performance.now() - began) / 1000 };
}
