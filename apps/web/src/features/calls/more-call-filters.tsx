import { Select } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { LengthSelect } from './length-select.tsx';
import { OriginSelects } from './origin-selects.tsx';
import type { CallFilterSet, ChangeCallFilters } from './use-call-filters.ts';

type Props = { filters: CallFilterSet; change: ChangeCallFilters; listId: string };

/** What was said, length, recording, called number, source (5.7): those that come late stand last. */
export function MoreCallFilters({ filters, change, listId }: Props) {
  const t = useT('calls');
  return (
    <>
      <SearchBox label={t('said')} listId={listId} width={220} value={filters.said ?? ''} onChange={(said) => change({ said })} />
      <LengthSelect filters={filters} change={change} />
      <Select
        size="xs"
        w={130}
        aria-label={t('recording')}
        placeholder={t('recording')}
        clearable
        data={[
          { value: 'true', label: t('recorded') },
          { value: 'false', label: t('notRecorded') },
        ]}
        value={filters.recorded ?? null}
        onChange={(recorded) => change({ recorded: recorded ?? undefined })}
      />
      <OriginSelects filters={filters} change={change} />
    </>
  );
}
