import { Switch } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { type Filters, useFilters } from '../../lib/use-filters.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';

const NAMES = ['q', 'responsibleId', 'archived', 'sort'] as const;
export type ClientFilterName = (typeof NAMES)[number];
export type ClientFilterSet = Filters<ClientFilterName>;

export const useClientFilters = () => useFilters(NAMES);

type Props = {
  searchLabel: string;
  listId: string;
  filters: ClientFilterSet;
  change: (some: Partial<Record<ClientFilterName, string | undefined>>) => void;
};

/** Search, responsible, archived: the filters of both client lists. */
export function ClientFilters({ searchLabel, listId, filters, change }: Props) {
  const t = useT('clients');
  const filtered = filters.q !== undefined || filters.responsibleId !== undefined || filters.archived !== undefined;
  const clear = filtered ? () => change({ q: undefined, responsibleId: undefined, archived: undefined }) : undefined;
  return (
    <FilterBar clear={clear}>
      <SearchBox label={searchLabel} listId={listId} value={filters.q ?? ''} onChange={(q) => change({ q })} />
      <ColleagueSelect
        size="xs"
        w={210}
        aria-label={t('responsible')}
        placeholder={t('responsible')}
        value={filters.responsibleId ?? null}
        onChange={(responsibleId) => change({ responsibleId: responsibleId ?? undefined })}
      />
      <Switch
        size="xs"
        label={t('archivedToggle')}
        checked={filters.archived === 'true'}
        onChange={(event) => change({ archived: event.currentTarget.checked ? 'true' : undefined })}
      />
    </FilterBar>
  );
}
