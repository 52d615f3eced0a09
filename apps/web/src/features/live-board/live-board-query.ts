import type { LiveBoard } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { viewerZone } from '../../lib/time/viewer-zone.ts';

const LOOK_AGAIN_MS = 3_000;

/** Who does what at this moment; asked again every few seconds while the page is looked at. */
export const liveBoardQuery = queryOptions({
  queryKey: ['live-board'],
  queryFn: ({ signal }) => api.get<LiveBoard>('/live-board', { query: { timezone: viewerZone() }, signal }),
  refetchInterval: LOOK_AGAIN_MS,
  staleTime: 0,
});
