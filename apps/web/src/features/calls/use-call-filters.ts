import { EMPTY, type Query } from '../../lib/api.ts';
import { spanOf } from '../../lib/time/period.ts';
import { viewerZone } from '../../lib/time/viewer-zone.ts';
import { type Filters, useFilters } from '../../lib/use-filters.ts';

export const CALL_FILTER_NAMES = [
  'period',
  'from',
  'to',
  'weekday',
  'hour',
  'userId',
  'direction',
  'status',
  'q',
  'said',
  'number',
  'did',
  'source',
  'unsourced',
  'recorded',
  'minSeconds',
  'maxSeconds',
  'clientId',
] as const;
export type CallFilterName = (typeof CALL_FILTER_NAMES)[number];
export type CallFilterSet = Filters<CallFilterName>;
export type ChangeCallFilters = (some: Partial<Record<CallFilterName, string | undefined>>) => void;

/** The journal's filters, in the address. */
export const useCallFilters = () => useFilters(CALL_FILTER_NAMES);

/** The same filters as the API takes them: a period becomes two moments, hours those of the reader's clock. */
export function callListQuery({ period, from, to, unsourced, ...rest }: CallFilterSet, now: Date): Query {
  const zone = rest.weekday === undefined && rest.hour === undefined ? undefined : viewerZone();
  return { ...rest, ...(unsourced && { source: EMPTY }), zone, ...spanOf(period, { first: from, last: to }, now) };
}
