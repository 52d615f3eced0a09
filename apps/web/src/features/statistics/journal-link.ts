import { RESULT_SHARES, type ResultShare } from './result-shares.ts';
import type { ChosenPeriod } from './use-statistics-period.ts';

type JournalSearch = Record<string, string>;
type Period = ChosenPeriod['search'];
type Part = {
  /** A calendar day of the period, `2026-03-14`. */
  day?: string;
  /** 1 = Monday. */
  weekday?: number;
  hour?: number;
  share?: ResultShare;
  direction?: 'inbound' | 'outbound';
  userId?: string;
  did?: string;
  /** `null`: calls without a source. */
  source?: string | null;
};

/** The filters with which the journal shows exactly the calls a figure, a bar or a cell counts. */
export function journalSearch(period: Period, { day, weekday, hour, share, source, ...rest }: Part): JournalSearch {
  const search: JournalSearch = { ...(day === undefined ? period : { period: 'custom', from: day, to: day }), ...rest };
  if (weekday !== undefined) search['weekday'] = String(weekday);
  if (hour !== undefined) search['hour'] = String(hour);
  if (share !== undefined) search['status'] = RESULT_SHARES[share].statuses.join(',');
  if (source === null) search['unsourced'] = 'true';
  else if (source !== undefined) search['source'] = source;
  return search;
}
