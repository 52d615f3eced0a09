import type { ReactNode } from 'react';
import type { Pages } from '../lib/use-pages.ts';
import { DataList, type DataListProps } from './data-list.tsx';
import { ErrorState } from './error-state.tsx';

type Props<Row> = Omit<DataListProps<Row>, 'rows' | 'stale' | 'loadMore'> & {
  pages: Pages<Row>;
  /** What stands there instead of no rows. */
  empty: ReactNode;
};

/** A list of the API in its honest states: what failed, what is missing, the rows. */
export function PagedList<Row>({ pages, empty, ...list }: Props<Row>) {
  const { rows, error, stale, retry, loadMore } = pages;
  if (error && !rows) return <ErrorState error={error} retry={retry} />;
  if (rows?.length === 0) return empty;
  return <DataList {...list} rows={rows} stale={stale} loadMore={loadMore} />;
}
