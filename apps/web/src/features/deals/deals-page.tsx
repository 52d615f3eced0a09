import { Select, SegmentedControl, Skeleton } from '@mantine/core';
import { IconBriefcase, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { type Filters, useFilters } from '../../lib/use-filters.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { DealBoard } from './deal-board.tsx';
import { DealTable } from './deal-table.tsx';
import classes from './deals.module.css';
import { boardQuery, pipelinesQuery } from './deals-query.ts';

const NAMES = ['view', 'q', 'pipelineId', 'stageId', 'responsibleId'] as const;
type DealFilters = Filters<(typeof NAMES)[number]>;

/** All deals: a board of stages, or a table. */
export function DealsPage() {
  const t = useT('work');
  const [filters, change] = useFilters(NAMES);
  const { data: pipelines = [] } = useQuery(pipelinesQuery);
  const { view, stageId, ...query } = filters;
  const pipeline = pipelines.find(({ id }) => id === filters.pipelineId) ?? pipelines[0];
  const table = view === 'table';
  const filtered = filters.q !== undefined || filters.responsibleId !== undefined || (table && stageId !== undefined);
  const none = { q: undefined, responsibleId: undefined, stageId: undefined };

  return (
    <>
      <title>{`${t('deals')} · Carillon`}</title>
      <PageHeader
        title={t('deals')}
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label={t('view')}
              value={table ? 'table' : 'board'}
              data={[
                { value: 'board', label: t('view.board') },
                { value: 'table', label: t('view.table') },
              ]}
              onChange={(next) => change({ view: next === 'table' ? next : undefined, stageId: undefined })}
            />
            <ButtonLink to="/deals/new" leftSection={<IconPlus size={15} />}>
              {t('newDeal')}
            </ButtonLink>
          </>
        }
      />
      <FilterBar clear={filtered ? () => change(none) : undefined}>
        <SearchBox label={t('searchDeals')} value={filters.q ?? ''} onChange={(q) => change({ q })} />
        {pipelines.length > 1 && (
          <Select
            size="xs"
            w={170}
            aria-label={t('pipeline')}
            allowDeselect={false}
            value={pipeline?.id ?? null}
            data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(pipelineId) => change({ pipelineId: pipelineId ?? undefined, stageId: undefined })}
          />
        )}
        <ColleagueSelect
          size="xs"
          w={210}
          aria-label={t('responsible')}
          placeholder={t('responsible')}
          value={filters.responsibleId ?? null}
          onChange={(responsibleId) => change({ responsibleId: responsibleId ?? undefined })}
        />
        {table && (
          <Select
            size="xs"
            w={170}
            clearable
            aria-label={t('stage')}
            placeholder={t('stage')}
            value={stageId ?? null}
            data={pipeline?.stages.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            onChange={(chosen) => change({ stageId: chosen ?? undefined })}
          />
        )}
      </FilterBar>
      {table ? <DealTable query={{ ...query, stageId }} filtered={filtered} /> : <BoardView query={query} filtered={filtered} />}
    </>
  );
}

const SKELETONS = [0, 1, 2, 3];

function BoardView({ query, filtered }: { query: DealFilters; filtered: boolean }) {
  const t = useT('work');
  const { data: board, error, refetch } = useQuery(boardQuery(query));
  if (error && !board) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!board) {
    return (
      <div className={classes.board} aria-busy="true">
        {SKELETONS.map((one) => (
          <Skeleton key={one} className={classes.column} height={320} />
        ))}
      </div>
    );
  }
  if (!filtered && board.stages.every(({ items }) => items.length === 0)) {
    const action = <ButtonLink to="/deals/new">{t('newDeal')}</ButtonLink>;
    return <EmptyState icon={IconBriefcase} title={t('noDeals')} action={action} />;
  }
  return <DealBoard board={board} />;
}
