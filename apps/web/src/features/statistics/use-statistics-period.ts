import { type ComparedSpans, comparedSpans } from '../../lib/time/compared-spans.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { useFilters } from '../../lib/use-filters.ts';

const DEFAULT_PERIOD = 'week';

export type ChosenPeriod = {
  /** As it stands in the address, of this page and of the journal alike. */
  search: { period: string; from?: string; to?: string };
  /** undefined while the reader still chooses the days of their own. */
  spans: ComparedSpans | undefined;
  /** Only one day: told by its hours. */
  oneDay: boolean;
  choose: (some: Partial<Record<'period' | 'from' | 'to', string | undefined>>) => void;
};

/** Which days the page is about, by its address; `usual` where it says nothing. */
export function useStatisticsPeriod(usual = DEFAULT_PERIOD): ChosenPeriod {
  const [{ period = usual, from, to }, change] = useFilters(['period', 'from', 'to']);
  const spans = comparedSpans(period, { first: from, last: to }, useNow());
  const own = period === 'custom' ? { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } : {};
  const oneDay = period === 'today' || period === 'yesterday' || (period === 'custom' && from !== undefined && from === to);
  return { search: { period, ...own }, spans, oneDay, choose: change };
}
