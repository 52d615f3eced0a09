import { Button, Skeleton } from '@mantine/core';
import { IconBan, IconUserOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import telephony from '../telephony-settings/telephony.module.css';
import { NumberListRow } from './number-list-row.tsx';
import { type ListKind, numberListQuery } from './number-lists.ts';

const ICONS = { blacklist: IconBan, exceptions: IconUserOff };

/** The entries that match the search. */
export function NumberList({ kind, q }: { kind: ListKind; q: string }) {
  const t = useT('number-lists');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    numberListQuery(kind, q),
  );
  const entries = data?.pages.flatMap(({ items }) => items);
  if (error && !entries) return <ErrorState error={error} retry={() => void refetch()} />;
  if (isPending) return <Skeleton height={160} />;
  if (entries?.length === 0) {
    return <EmptyState icon={ICONS[kind]} title={q === '' ? t(`${kind}.empty`) : t('nothing', { text: q })} />;
  }
  return (
    <>
      <ul className={telephony.list} aria-label={t(`${kind}.title`)}>
        {entries?.map((entry) => (
          <NumberListRow key={entry.id} kind={kind} entry={entry} />
        ))}
      </ul>
      {hasNextPage && (
        <Button mt="sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
