import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type Query, api } from './api.ts';

export type Total = number | '10000+';
export type Page<T> = { items: T[]; nextCursor: string | null; total: Total };
export type Pages<T, P = Page<T>> = {
  /** All rows loaded so far; undefined until the first page is there. */
  rows: T[] | undefined;
  total: Total | undefined;
  /** What the list says of itself besides its rows. */
  first: P | undefined;
  error: Error | null;
  /** Rows of an older filter are still on the screen. */
  stale: boolean;
  retry: () => void;
  /** There are rows beyond those loaded. */
  more: boolean;
  loadMore: () => void;
};

const PAGE_ROWS = 100;
type ListResource =
  | 'contacts'
  | 'companies'
  | 'calls'
  | 'leads'
  | 'deals'
  | 'tasks'
  | 'timeline'
  | 'missed-calls'
  | 'lost-callers';

/** A list of the API, page after page as the reader scrolls. `resource` is its path and the head of its cache key. */
export function usePages<T, P extends Page<T> = Page<T>>(
  resource: ListResource,
  query: Query,
  { enabled = true } = {},
): Pages<T, P> {
  const { data, error, isPlaceholderData, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [resource, 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<P>(`/${resource}`, { query: { ...query, cursor: pageParam, limit: PAGE_ROWS }, signal }),
    initialPageParam: null as string | null, // null = the first page
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    rows: data?.pages.flatMap(({ items }) => items),
    total: data?.pages[0]?.total,
    first: data?.pages[0],
    error,
    stale: isPlaceholderData,
    retry: () => void refetch(),
    more: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
