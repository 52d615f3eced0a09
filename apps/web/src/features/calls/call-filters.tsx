import type { PbxNumber } from '@carillon/contract';
import { Select, Switch, TextInput } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useMe } from '../../lib/session.ts';
import { PERIODS } from '../../lib/time/period.ts';
import { durationText } from '../../lib/time/when.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import type { CallFilterSet, ChangeCallFilters } from './use-call-filters.ts';

const RESULTS = [
  'answered',
  'missed',
  'not-reached',
  'busy',
  'failed',
  'no-money',
  'blocked',
  'other',
  'end-unknown',
  'ringing',
  'talking',
] as const;
const LENGTHS = [10, 30, 60, 300];

const numbersQuery = queryOptions({
  queryKey: ['telephony', 'numbers'],
  queryFn: ({ signal }) => api.get<{ items: PbxNumber[] }>('/telephony/numbers', { signal }),
  staleTime: 5 * 60_000,
  retry: false,
});

type Props = { filters: CallFilterSet; change: ChangeCallFilters; listId: string };

/** Period, employee, direction, result, number, called number, recorded, length (5.7). */
export function CallFilters({ filters, change, listId }: Props) {
  const t = useT('calls');
  const common = useT('common');
  const me = useMe();
  const formatNumber = useFormatNumber();
  const numbers = useQuery({ ...numbersQuery, enabled: me.role !== 'agent' }); // agents may not read the list of numbers
  const dids = (numbers.data?.items ?? []).map(({ did, label }) => ({ value: did, label: label ?? formatNumber(did) }));
  const clear = Object.keys(filters).length > 0 ? () => change(nothing) : undefined;

  return (
    <FilterBar clear={clear}>
      <SearchBox
        label={t('searchNumber')}
        listId={listId}
        value={filters.number ?? ''}
        onChange={(number) => change({ number })}
      />
      <Select
        size="xs"
        w={160}
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
        w={180}
        aria-label={t('employee')}
        placeholder={t('employee')}
        value={filters.userId ?? null}
        onChange={(userId) => change({ userId: userId ?? undefined })}
      />
      <Select
        size="xs"
        w={140}
        aria-label={t('direction')}
        placeholder={t('direction')}
        clearable
        data={(['inbound', 'outbound', 'internal'] as const).map((value) => ({ value, label: common(`direction.${value}`) }))}
        value={filters.direction ?? null}
        onChange={(direction) => change({ direction: direction ?? undefined })}
      />
      <Select
        size="xs"
        w={160}
        aria-label={t('result')}
        placeholder={t('result')}
        clearable
        data={RESULTS.map((value) => ({ value, label: common(`status.${value}`) }))}
        value={filters.status ?? null}
        onChange={(status) => change({ status: status ?? undefined })}
      />
      {dids.length > 0 && (
        <Select
          size="xs"
          w={170}
          aria-label={t('did')}
          placeholder={t('did')}
          clearable
          data={dids}
          value={filters.did ?? null}
          onChange={(did) => change({ did: did ?? undefined })}
        />
      )}
      <Select
        size="xs"
        w={130}
        aria-label={t('length')}
        placeholder={t('length')}
        clearable
        data={LENGTHS.map((seconds) => ({ value: String(seconds), label: t('lengthFrom', { time: durationText(seconds) }) }))}
        value={filters.minSeconds ?? null}
        onChange={(minSeconds) => change({ minSeconds: minSeconds ?? undefined })}
      />
      <Switch
        size="xs"
        label={t('recorded')}
        checked={filters.recorded === 'true'}
        onChange={(event) => change({ recorded: event.currentTarget.checked ? 'true' : undefined })}
      />
    </FilterBar>
  );
}

const nothing = {
  period: undefined,
  from: undefined,
  to: undefined,
  userId: undefined,
  direction: undefined,
  status: undefined,
  number: undefined,
  did: undefined,
  recorded: undefined,
  minSeconds: undefined,
  clientId: undefined,
};
