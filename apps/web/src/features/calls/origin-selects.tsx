import type { CallSources, PbxNumber } from '@carillon/contract';
import { Select } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useMe } from '../../lib/session.ts';
import type { CallFilterSet, ChangeCallFilters } from './use-call-filters.ts';

const NONE = 'none'; // of the two kinds of values below the one without a source
const FRESH_MS = 5 * 60_000;

const numbersQuery = queryOptions({
  queryKey: ['telephony', 'numbers'],
  queryFn: ({ signal }) => api.get<{ items: PbxNumber[] }>('/telephony/numbers', { signal }),
  staleTime: FRESH_MS,
  retry: false,
});

const sourcesQuery = queryOptions({
  queryKey: ['call-sources'],
  queryFn: ({ signal }) => api.get<CallSources>('/call-sources', { signal }),
  staleTime: FRESH_MS,
});

type Props = { filters: CallFilterSet; change: ChangeCallFilters };

/** Which of our numbers was called, and where the caller had found it. */
export function OriginSelects({ filters, change }: Props) {
  const t = useT('calls');
  const me = useMe();
  const formatNumber = useFormatNumber();
  const numbers = useQuery({ ...numbersQuery, enabled: me.role !== 'agent' }); // agents may not read the list of numbers
  const dids = (numbers.data?.items ?? []).map(({ did, label }) => ({ value: did, label: label ?? formatNumber(did) }));
  const { did } = filters;
  if (did !== undefined && dids.every(({ value }) => value !== did)) dids.push({ value: did, label: formatNumber(did) });

  return (
    <>
      {dids.length > 0 && (
        <Select
          size="xs"
          w={170}
          aria-label={t('did')}
          placeholder={t('did')}
          clearable
          data={dids}
          value={did ?? null}
          onChange={(chosen) => change({ did: chosen ?? undefined })}
        />
      )}
      <SourceSelect filters={filters} change={change} />
    </>
  );
}

/** Asks which sources there are when it is opened; the chosen one is its own name. */
function SourceSelect({ filters: { source, unsourced }, change }: Props) {
  const t = useT('calls');
  const common = useT('common');
  const [opened, setOpened] = useState(false);
  const { data, isPending, isError } = useQuery({ ...sourcesQuery, enabled: opened });
  const known = data?.items ?? [];
  const named = source === undefined || known.includes(source) ? known : [...known, source];
  const waiting = isPending && !isError ? [{ value: 'wait', label: common('loading'), disabled: true }] : [];
  return (
    <Select
      size="xs"
      w={150}
      aria-label={t('source')}
      placeholder={t('source')}
      clearable
      data={[...named.map((each) => ({ value: `=${each}`, label: each })), ...waiting, { value: NONE, label: t('noSource') }]}
      value={unsourced ? NONE : source === undefined ? null : `=${source}`}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      onChange={(chosen) =>
        change({
          source: chosen?.startsWith('=') ? chosen.slice(1) : undefined,
          unsourced: chosen === NONE ? 'true' : undefined,
        })
      }
    />
  );
}
