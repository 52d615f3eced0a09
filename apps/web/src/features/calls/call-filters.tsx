import { Select, TextInput } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { PERIODS } from '../../lib/time/period.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { GivenFilters } from './given-filters.tsx';
import { MoreCallFilters } from './more-call-filters.tsx';
import { ResultSelect } from './result-select.tsx';
import { CALL_FILTER_NAMES, type CallFilterName, type CallFilterSet, type ChangeCallFilters } from './use-call-filters.ts';

const DIRECTIONS = ['inbound', 'outbound', 'internal'] as const;
const SELDOM = ['said', 'minSeconds', 'maxSeconds', 'recorded', 'did', 'source', 'unsourced'] as const;
const nothing: Partial<Record<CallFilterName, undefined>> = Object.fromEntries(
  CALL_FILTER_NAMES.map((name) => [name, undefined]),
);

type Props = { filters: CallFilterSet; change: ChangeCallFilters; listId: string };

/** Client or number, period, employee, direction, result (5.7), and what is asked more seldom. */
export function CallFilters({ filters, change, listId }: Props) {
  const t = useT('calls');
  const common = useT('common');
  const clear = Object.keys(filters).length > 0 ? () => change(nothing) : undefined;

  return (
    <FilterBar
      clear={clear}
      more={{
        used: SELDOM.filter((name) => filters[name] !== undefined).length,
        filters: <MoreCallFilters filters={filters} change={change} listId={listId} />,
      }}
    >
      <SearchBox label={t('searchNumber')} listId={listId} width={220} value={filters.q ?? ''} onChange={(q) => change({ q })} />
      <Select
        size="xs"
        w={130}
        aria-label={t('period')}
        placeholder={t('period')}
        clearable
        data={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
        value={filters.period ?? null}
        onChange={(period) => change({ period: period ?? undefined, from: undefined, to: undefined })}
      />
      {filters.period === 'custom' && (
        <>
          <TextInput
            size="xs"
            type="date"
            aria-label={t('from')}
            value={filters.from ?? ''}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            type="date"
            aria-label={t('to')}
            value={filters.to ?? ''}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
        </>
      )}
      <ColleagueSelect
        size="xs"
        w={150}
        aria-label={t('employee')}
        placeholder={t('employee')}
        value={filters.userId ?? null}
        onChange={(userId) => change({ userId: userId ?? undefined })}
      />
      <Select
        size="xs"
        w={120}
        aria-label={t('direction')}
        placeholder={t('direction')}
        clearable
        data={DIRECTIONS.map((value) => ({ value, label: common(`direction.${value}`) }))}
        value={filters.direction ?? null}
        onChange={(direction) => change({ direction: direction ?? undefined })}
      />
      <ResultSelect filters={filters} change={change} />
      <GivenFilters filters={filters} change={change} />
    </FilterBar>
  );
}
