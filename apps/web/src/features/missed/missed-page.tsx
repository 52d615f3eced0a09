import type { MissedCall } from '@carillon/contract';
import { Button, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { IconPhoneCheck } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { usePages } from '../../lib/use-pages.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { MissedRow } from './missed-row.tsx';
import classes from './missed.module.css';
import type { ShownRow } from './shown-rows.ts';
import { useActOnMissed } from './use-act-on-missed.ts';
import { useShownRows } from './use-shown-rows.ts';

const SKELETONS = [0, 1, 2, 3, 4];
const STATES = ['open', 'closed'] as const;

/** Who called in vain: those with an open deal first, then the newest. Rows go green and leave when somebody has talked with them. */
export function MissedPage() {
  const t = useT('missed');
  const { role } = useMe();
  const [filters, change] = useFilters(['state']);
  const closed = filters.state === 'closed';
  const pages = usePages<MissedCall>('missed-calls', { open: !closed });
  const { rows, total, error, retry, more, loadMore, stale } = pages;

  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader
        title={t('title')}
        actions={
          role !== 'agent' && (
            <ButtonLink to="/missed/lost" variant="default">
              {t('lost')}
            </ButtonLink>
          )
        }
        note={typeof total === 'number' && total > 0 ? t(closed ? 'closedCount' : 'count', { count: total }) : undefined}
      />
      <FilterBar>
        <SegmentedControl
          size="xs"
          aria-label={t('state')}
          value={filters.state ?? 'open'}
          data={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(state) => change({ state: state === 'open' ? undefined : state })}
        />
      </FilterBar>
      <div className={classes.page} aria-busy={stale || undefined}>
        {error && !rows ? (
          <ErrorState error={error} retry={retry} />
        ) : closed ? (
          <Rows closed rows={stale ? undefined : rows?.map((call) => ({ call, leavesAt: null }))} />
        ) : (
          <Waiting calls={stale ? undefined : rows} />
        )}
        {more && (
          <Button variant="subtle" onClick={loadMore}>
            {t('showMore')}
          </Button>
        )}
      </div>
    </>
  );
}

function Waiting({ calls }: { calls: readonly MissedCall[] | undefined }) {
  return <Rows rows={useShownRows(calls)} />;
}

function Rows({ rows, closed = false }: { rows: readonly ShownRow[] | undefined; closed?: boolean }) {
  const t = useT('missed');
  const act = useActOnMissed();
  if (rows === undefined) {
    return (
      <Stack gap={10} mt={10} aria-busy="true">
        {SKELETONS.map((one) => (
          <Skeleton key={one} height={64} />
        ))}
      </Stack>
    );
  }
  if (rows.length === 0) return closed ? <EmptyState icon={IconPhoneCheck} title={t('nobodyClosed')} /> : <Nobody />;
  return (
    <ul className={classes.list} aria-label={t('title')}>
      {rows.map((row) => (
        <MissedRow key={row.call.id} row={row} act={(what) => act({ call: row.call, act: what })} />
      ))}
    </ul>
  );
}

function Nobody() {
  const t = useT('missed');
  const { role } = useMe();
  const rules = role === 'admin' && <ButtonLink to="/settings/telephony/rules">{t('rules')}</ButtonLink>;
  return <EmptyState icon={IconPhoneCheck} title={t('nobody')} text={t('nobodyText')} action={rules} />;
}
