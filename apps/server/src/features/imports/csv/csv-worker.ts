import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'csv-parse';
import { csvOptions } from './read-head.ts';
import { type ImportRow, readRow } from './read-row.ts';
import type { CsvTask } from './read-rows.ts';

const BATCH = 500;
const CHUNK = 65_536;

// Runs in a thread of its own: a file of 50 MB must not hold up a caller. Sends a batch, and the next one when asked for it.
if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;
const { csv, delimiter, hasHeader, fields, door, counted } = workerData as CsvTask; // given by readRows only

if (counted) port.postMessage(await countRows());
let batch: ImportRow[] = [];
let line = 0;
for await (const cells of parser()) {
  line += 1;
  if (line === 1 && hasHeader) continue;
  batch.push(readRow({ row: line, cells, fields, door }));
  if (batch.length === BATCH) await send();
}
if (batch.length > 0) await send();
port.postMessage(null);

async function countRows(): Promise<number> {
  let rows = hasHeader ? -1 : 0;
  for await (const cells of parser()) rows += cells.length > 0 ? 1 : 0;
  return Math.max(0, rows);
}

async function send(): Promise<void> {
  const asked = once(port, 'message');
  port.postMessage(batch);
  batch = [];
  await asked;
}

async function* parser(): AsyncGenerator<string[]> {
  const records = parse(csvOptions(delimiter));
  void feed(records);
  for await (const record of records) yield record as string[]; // without `columns` a record is its cells
}

async function feed(records: ReturnType<typeof parse>): Promise<void> {
  for (let from = 0, to = 0; from < csv.length; from = to) {
    to = from + CHUNK;
    if (/[\uD800-\uDBFF]/.test(csv.charAt(to - 1))) to += 1; // never between the halves of one character
    if (!records.write(csv.slice(from, to))) await once(records, 'drain');
  }
  records.end();
}
