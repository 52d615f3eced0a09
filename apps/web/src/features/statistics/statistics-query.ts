import type { CallStatistics, StatisticsGroupBy } from '@carillon/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Query, api } from '../../lib/api.ts';
import { viewerZone } from '../../lib/time/viewer-zone.ts';

const LOOK_AGAIN_MS = 60_000;

type Asked = { from: Date; to: Date; groupBy?: StatisticsGroupBy; callers?: boolean; filter?: Query };

/** The journal of a period, counted in the reader's zone. Figures about callers and their waits cost the most: they are asked for by name. */
export const statisticsQuery = ({ from, to, groupBy, callers = false, filter = {} }: Asked) => {
  const query = {
    ...filter,
    from: from.toISOString(),
    to: to.toISOString(),
    timezone: viewerZone(),
    groupBy,
    callers: callers ? undefined : false,
    waits: callers ? undefined : false,
  };
  return queryOptions({
    queryKey: ['statistics', query],
    queryFn: ({ signal }) => api.get<CallStatistics>('/statistics/calls', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
};
