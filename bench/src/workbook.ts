import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openWorkbook, sheetRows } from '@carillon/server';
import { MANY } from './benchmark.ts';
import type { Finding } from './finding.ts';

const ROWS_AT_ONCE = 2_000; // as the export's job writes them
const LOOK_EVERY_MS = 100;
const MB = 1_048_576;
const KINDS = ['time', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'duration', 'duration'] as const;
const COLUMNS = [...KINDS, ...Array.from({ length: 8 }, () => 'text' as const)].map((kind, n) => ({
  heading: `Column ${n}`,
  kind,
  width: 15,
}));

/** A million rows like the journal's through the writer of workbooks, without a database: how fast, and with how much memory. */
export async function benchWorkbook(): Promise<Finding[]> {
  const before = process.memoryUsage().rss;
  let peak = before;
  let bytes = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, LOOK_EVERY_MS);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const began = performance.now();
  const sheet = { name: 'Calls', columns: COLUMNS, rowCount: MANY, rows };
  const nowhere = new Writable({
    write: (chunk: Buffer, _encoding, taken) => {
      bytes += chunk.length;
      taken();
    },
  });
  await pipeline(openWorkbook([sheet], { language: 'en', madeAt: new Date() }), nowhere);
  const seconds = (performance.now() - began) / 1000;
  clearInterval(look);
  delay.disable();
  return [
    { what: 'workbook of 1,000,000 rows: rows a second', measured: MANY / seconds, unit: '/s' },
    { what: 'workbook: memory it grows by', measured: (peak - before) / MB, unit: 'MB', goal: { atMost: 256 } },
    { what: 'workbook: size of the file', measured: bytes / MB, unit: 'MB' },
    { what: 'workbook: event loop held up, p99', measured: delay.percentile(99) / 1e6, unit: 'ms' },
  ];
}

function* rows(): Generator<string> {
  for (let first = 0; first < MANY; first += ROWS_AT_ONCE) {
    const some = Array.from({ length: Math.min(ROWS_AT_ONCE, MANY - first) }, (_, n) => callOf(first + n));
    yield sheetRows(COLUMNS, some, first);
  }
}

const callOf = (n: number): (string | number | null)[] => [
  `2026-03-${String((n % 28) + 1).padStart(2, '0')} 09:${String(n % 60).padStart(2, '0')}:00`,
  'incoming',
  n % 3 === 0 ? 'missed' : 'answered',
  `Client & Co ${n}`,
  `+7916${String(n).padStart(7, '0')}`,
  '+74951112233',
  'Main',
  `Employee ${n % 40}`,
  String(100 + (n % 40)),
  n % 60,
  n % 600,
  'yes',
  n % 5 === 0 ? 'google' : null,
  null,
  null,
  n % 4 === 0 ? 'will call back' : null,
  n % 10 === 0 ? 'a note of a few words' : null,
  'answered',
  `0198c5f0-8a6e-7c3b-9d2e-${String(n).padStart(12, '0')}`,
];
