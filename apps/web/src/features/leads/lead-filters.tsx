import { SegmentedControl, Select, Switch } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import type { Filters } from '../../lib/use-filters.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { LEAD_STATUSES, LEAD_WHOSE } from './lead-list-query.ts';

type Name = 'q' | 'whose' | 'status' | 'archived';
type Props = {
  listId: string;
  filters: Filters<Name>;
  change: (some: Partial<Record<Name, string | undefined>>) => void;
};

/** Search, whose, status, archived. */
export function LeadFilters({ listId, filters, change }: Props) {
  const t = useT('work');
  const filtered = [filters.q, filters.whose, filters.status, filters.archived].some((value) => value !== undefined);
  const none = { q: undefined, whose: undefined, status: undefined, archived: undefined };
  return (
    <FilterBar clear={filtered ? () => change(none) : undefined}>
      <SearchBox label={t('searchLeads')} listId={listId} value={filters.q ?? ''} onChange={(q) => change({ q })} />
      <SegmentedControl
        size="xs"
        aria-label={t('whose')}
        value={filters.whose ?? 'all'}
        data={LEAD_WHOSE.map((value) => ({ value, label: t(`whose.${value}`) }))}
        onChange={(whose) => change({ whose: whose === 'all' ? undefined : whose })}
      />
      <Select
        size="xs"
        w={150}
        clearable
        aria-label={t('status')}
        placeholder={t('status')}
        value={filters.status ?? null}
        data={LEAD_STATUSES.map((value) => ({ value, label: t(`lead.${value}`) }))}
        onChange={(status) => change({ status: status ?? undefined })}
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
