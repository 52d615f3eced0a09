import { once } from 'node:events';
import type { NumberDoor } from '@carillon/telephony';
import { besides, startWorker } from '../../../jobs/start-worker.ts';
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
  const worker = startWorker(besides(import.meta.url, 'csv-worker'), task);
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
