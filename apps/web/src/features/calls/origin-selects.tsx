import type { CallStatistics, PbxNumber } from '@carillon/contract';
import { Select } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useMe } from '../../lib/session.ts';
import type { CallFilterSet, ChangeCallFilters } from './use-call-filters.ts';

const NONE = 'none'; // of the two kinds of values below the one without a source
const FRESH_MS = 5 * 60_000;
const SOURCES_OF_MS = 90 * 86_400_000;

const numbersQuery = queryOptions({
  queryKey: ['telephony', 'numbers'],
  queryFn: ({ signal }) => api.get<{ items: PbxNumber[] }>('/telephony/numbers', { signal }),
  staleTime: FRESH_MS,
  retry: false,
});

/** Where calls of the last three months came from. */
const sourcesQuery = queryOptions({
  queryKey: ['statistics', 'sources'],
  queryFn: async ({ signal }) => {
    const now = Date.now();
    const [from, to] = [new Date(now - SOURCES_OF_MS).toISOString(), new Date(now).toISOString()];
    const query = { from, to, groupBy: 'source', direction: 'inbound', callers: false };
    const { groups } = await api.get<CallStatistics>('/statistics/calls', { query, signal });
    return groups.flatMap(({ key, calls }) => (key === null || key === '' || calls === 0 ? [] : [key]));
  },
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
  const { did, source, unsourced } = filters;
  if (did !== undefined && dids.every(({ value }) => value !== did)) dids.push({ value: did, label: formatNumber(did) });

  const known = useQuery(sourcesQuery).data ?? [];
  const named = source === undefined || known.includes(source) ? known : [...known, source];
  const sources = [...named.map((each) => ({ value: `=${each}`, label: each })), { value: NONE, label: t('noSource') }];
  const shown = named.length > 0 || unsourced !== undefined;

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
      {shown && (
        <Select
          size="xs"
          w={150}
          aria-label={t('source')}
          placeholder={t('source')}
          clearable
          data={sources}
          value={unsourced ? NONE : source === undefined ? null : `=${source}`}
          onChange={(chosen) =>
            change({
              source: chosen?.startsWith('=') ? chosen.slice(1) : undefined,
              unsourced: chosen === NONE ? 'true' : undefined,
            })
          }
        />
      )}
    </>
  );
}
