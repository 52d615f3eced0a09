import type { BlacklistEntry } from '@carillon/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** Whose calls are refused (10.1), and who is "not a client" (10.8). */
export type ListKind = 'blacklist' | 'exceptions';
/** Exceptions have the same fields. */
export type ListEntry = BlacklistEntry;
type Page = { items: ListEntry[]; nextCursor: string | null };

const PAGE_ROWS = 100;

/** A list page after page, the newest entry first. */
export const numberListQuery = (kind: ListKind, q: string) =>
  infiniteQueryOptions({
    queryKey: [kind, 'list', q],
    queryFn: ({ pageParam, signal }) => api.get<Page>(`/${kind}`, { query: { q, cursor: pageParam, limit: PAGE_ROWS }, signal }),
    initialPageParam: null as string | null, // null = the first page
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });

/** The chosen day still counts: until its end in the reader's zone. */
export function endOfDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59`).toISOString();
}
