import { recordName } from '@carillon/telephony';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import type { AutoBook } from './auto-book.ts';
import { readCalledNumbers } from './called-numbers.ts';
import { chooseOwners } from './choose-owners.ts';
import type { WantingCall } from './find-callers.ts';

/** A record about to be made. `clientId`: of a new client, if it is to be one. */
export type RecordPlan = WantingCall & {
  name: string;
  source: string | null;
  responsibleId: string | null;
  clientId: string | null;
};

/** Names, sources and owners of the records that these calls want. */
export async function planRecords(tx: Tx, book: AutoBook, calls: readonly WantingCall[]): Promise<RecordPlan[]> {
  const called = await readCalledNumbers(tx, book, calls);
  const owners = await chooseOwners(
    tx,
    book,
    calls.map(({ owner }) => owner),
  );
  return calls.map((each, n) => {
    const { nameTemplate = '{number}', source } = optionsFor(book, each);
    const did = called.get(each.call.did ?? '');
    const about = { number: each.e164, did: did?.label ?? each.call.did, date: dayOf(each.call.startedAt, book) };
    return {
      ...each,
      name: recordName(nameTemplate, about),
      source: source ?? did?.source ?? did?.label ?? null,
      responsibleId: owners[n] ?? null,
      clientId: each.archived === null && each.make !== 'task' ? uuidv7() : null,
    };
  });
}

/** The options of the call's direction. */
export function optionsFor({ options }: AutoBook, { call }: Pick<WantingCall, 'call'>) {
  return call.direction === 'outbound' ? options.outbound : options.inbound;
}

const LOCALES: Record<string, string> = { US: 'en-US', CA: 'en-CA' };

/** The day in the company's own time, as it is written in its country. */
function dayOf(at: Date, { country, timezone }: AutoBook): string {
  const format = { timeZone: timezone, day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(LOCALES[country] ?? 'de-DE', format).format(at); // 16.03.2026
}
