import { spanOf } from '../../lib/time/period.ts';
import { type Filters, useFilters } from '../../lib/use-filters.ts';
import type { Query } from '../../lib/api.ts';

const NAMES = [
  'period',
  'from',
  'to',
  'userId',
  'direction',
  'status',
  'number',
  'did',
  'recorded',
  'minSeconds',
  'clientId',
] as const;
export type CallFilterName = (typeof NAMES)[number];
export type CallFilterSet = Filters<CallFilterName>;
export type ChangeCallFilters = (some: Partial<Record<CallFilterName, string | undefined>>) => void;

/** The journal's filters, in the address. */
export const useCallFilters = () => useFilters(NAMES);

/** The same filters as the API takes them: a period becomes two moments. */
export function callListQuery({ period, from, to, ...rest }: CallFilterSet, now: Date): Query {
  return { ...rest, ...spanOf(period, { first: from, last: to }, now) };
}
