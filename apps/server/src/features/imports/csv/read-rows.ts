import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { NumberDoor } from '@carillon/telephony';
import type { ImportField } from './columns.ts';
import type { ImportRow } from './read-row.ts';

export type CsvTask = {
  csv: string;
  delimiter: string;
  hasHeader: boolean;
  fields: readonly ImportField[];
  door: NumberDoor;
  /** Count all rows first, for a progress bar. */
  counted?: boolean;
};

/**
 * The rows of a file in batches of 500, read in a worker thread, the next one only when asked for; before them, where asked for, their number.
 *
 * @throws when the file can't be parsed at all.
 */
export async function* readRows(task: CsvTask): AsyncGenerator<ImportRow[] | number> {
  const worker = startWorker(task);
  try {
    for (;;) {
      const [batch] = (await once(worker, 'message')) as [ImportRow[] | number | null]; // what csv-worker.ts sends
      if (batch === null) return;
      yield batch;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, no window
      if (typeof batch !== 'number') worker.postMessage('next');
    }
  } finally {
    await worker.terminate();
  }
}

/** Built, the worker is JavaScript beside us; run from source it is TypeScript, and a thread of its own must register the loader itself. */
function startWorker(workerData: CsvTask): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./csv-worker.js', import.meta.url), { workerData });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href; // require.resolve would find its CommonJS twin
  const file = new URL('./csv-worker.ts', import.meta.url).href;
  const code = `import('${loader}').then(({ register }) => { register(); return import('${file}'); })`;
  return new Worker(code, { eval: true, workerData, execArgv: ['--conditions=source'] });
}
