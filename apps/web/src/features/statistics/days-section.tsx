import type { StatisticsGroup } from '@carillon/contract';
import { SegmentedControl, Skeleton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { Section } from '../../ui/section.tsx';
import { figureText } from './figure-text.ts';
import { FigureTable } from './figure-table.tsx';
import { journalSearch } from './journal-link.ts';
import classes from './statistics.module.css';
import { RESULT_SHARES, type ResultShare, SHARE_NAMES } from './result-shares.ts';
import { timeRows } from './time-rows.ts';
import { timeText } from './time-text.ts';
import type { ChosenPeriod } from './use-statistics-period.ts';

const DaysChart = lazy(() => import('./days-chart.tsx'));
const CHART_HEIGHT = 248; // with its legend
const VIEWS = ['chart', 'table'] as const;

type Props = { chosen: ChosenPeriod; groups: readonly StatisticsGroup[] | undefined; now: Date };

/** Calls by day, or by hour of the only day, as bars and as a table. */
export function DaysSection({ chosen: { search, spans, oneDay }, groups, now }: Props) {
  const t = useT('statistics');
  const language = useLanguage();
  const navigate = useNavigate();
  const [{ view = 'chart' }, change] = useFilters(['view']);
  const rows = spans && groups ? timeRows({ groups, span: spans.now, oneDay, now }) : undefined;
  const link = (key: string, share?: ResultShare) =>
    journalSearch(search, { ...(oneDay ? { hour: Number(key) } : { day: key }), ...(share && { share }) });

  return (
    <Section
      title={oneDay ? t('byHour') : t('byDay')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('view')}
          value={view}
          data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
          onChange={(chosen) => change({ view: chosen === 'chart' ? undefined : chosen })}
        />
      }
    >
      {!rows ? (
        <Skeleton height={CHART_HEIGHT} />
      ) : rows.every(({ group }) => !group?.calls) ? (
        <p className={classes.nothing}>{t('noCalls')}</p>
      ) : view === 'table' ? (
        <FigureTable
          label={oneDay ? t('byHour') : t('byDay')}
          head={oneDay ? t('hour') : t('day')}
          rows={rows.toReversed()}
          rowKey={({ key }) => key}
          name={({ key }) => timeText(key, language, 'long')}
          calls={({ group }) => group?.calls ?? 0}
          search={({ key }) => link(key)}
          columns={[
            { key: 'calls', header: t('calls'), cell: ({ group }) => figureText('count', group?.calls ?? 0, language) },
            ...SHARE_NAMES.map((share) => ({
              key: share,
              header: t(`share.${share}`),
              cell: ({ group }: (typeof rows)[number]) =>
                figureText('count', group ? RESULT_SHARES[share].count(group) : 0, language),
              ...(share === 'rest' ? { wide: true as const } : {}),
            })),
          ]}
        />
      ) : (
        <Suspense fallback={<Skeleton height={CHART_HEIGHT} />}>
          <DaysChart
            rows={rows}
            tick={(key) => timeText(key, language, 'short')}
            open={(key, share) => void navigate({ to: '/calls', search: link(key, share) })}
          />
        </Suspense>
      )}
    </Section>
  );
}
