import { Skeleton } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { apiUrl } from '../../lib/api.ts';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { saveFile } from '../../lib/save-file.ts';
import type { ComparedSpans } from '../../lib/time/compared-spans.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { viewerZone } from '../../lib/time/viewer-zone.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SaveMenu } from '../../ui/save-menu.tsx';
import { Section } from '../../ui/section.tsx';
import { CallersSection } from './callers-section.tsx';
import { csvText } from './csv-text.ts';
import { DaysSection } from './days-section.tsx';
import { HeatMap } from './heat-map.tsx';
import { heatOf } from './heat-of.ts';
import { OriginSection } from './origin-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { spansText } from './spans-text.ts';
import { statisticsQuery } from './statistics-query.ts';
import classes from './statistics.module.css';
import { Tiles } from './tiles.tsx';
import { useStatisticsCsv } from './use-statistics-csv.ts';
import { type ChosenPeriod, useStatisticsPeriod } from './use-statistics-period.ts';

/** How the calls of a period went, against the period before (5.7). */
export function StatisticsPage() {
  const t = useT('statistics');
  const now = useNow();
  const chosen = useStatisticsPeriod();
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      {chosen.spans ? (
        <Numbers chosen={chosen} spans={chosen.spans} now={now} />
      ) : (
        <>
          <PageHeader title={t('title')} />
          <PeriodPicker chosen={chosen} now={now} />
          <EmptyState icon={IconChartBar} title={t('chooseDays')} />
        </>
      )}
    </>
  );
}

/** The same figures, counted by the server into a workbook. */
const workbookUrl = ({ now, before }: ComparedSpans, language: string) =>
  apiUrl('/statistics/workbook', {
    from: now.from.toISOString(),
    to: now.to.toISOString(),
    previousFrom: before.from.toISOString(),
    previousTo: before.to.toISOString(),
    timezone: viewerZone(),
    language: language === 'ru' ? 'ru' : 'en',
  });

type Props = { chosen: ChosenPeriod; spans: ComparedSpans; now: Date };

function Numbers({ chosen, spans, now }: Props) {
  const t = useT('statistics');
  const common = useT('common');
  const language = useLanguage();
  const { search, oneDay } = chosen;
  const main = useQuery(statisticsQuery({ ...spans.now, groupBy: oneDay ? 'hour' : 'day', callers: true }));
  const before = useQuery(statisticsQuery({ ...spans.before, callers: true })).data?.totals;
  const hours = useQuery({ ...statisticsQuery({ ...spans.now, groupBy: 'weekdayHour' }), enabled: !oneDay }).data?.groups;
  const people = useQuery(statisticsQuery({ ...spans.now, groupBy: 'user' })).data?.groups;
  const inbound = { direction: 'inbound' } as const;
  const dids = useQuery(statisticsQuery({ ...spans.now, groupBy: 'did', filter: inbound })).data?.groups;
  const sources = useQuery(statisticsQuery({ ...spans.now, groupBy: 'source', filter: inbound })).data?.groups;
  const { data, error, refetch, isPlaceholderData } = main;
  const csv = useStatisticsCsv({ totals: data?.totals, before, times: data?.groups, people, dids, sources, oneDay });

  return (
    <>
      <PageHeader
        title={t('title')}
        note={spansText(spans, { language, now, against: (values) => t(values.running ? 'againstRunning' : 'against', values) })}
        actions={
          <SaveMenu
            disabled={!csv}
            choices={[
              { label: 'XLSX', note: common('forSpreadsheets'), href: workbookUrl(spans, language) },
              { label: 'CSV', note: common('asText'), save: () => csv && saveFile(csvText(csv), `${t('fileName')}.csv`) },
            ]}
          />
        }
      />
      <PeriodPicker chosen={chosen} now={now} />
      {error && !data ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <div className={classes.page} aria-busy={!data || isPlaceholderData} data-stale={isPlaceholderData || undefined}>
          {data && !data.complete && <p className={classes.counting}>{t('stillCounting')}</p>}
          <Tiles period={search} totals={data?.totals} before={before} />
          <DaysSection chosen={chosen} groups={data?.groups} now={now} />
          <div className={classes.columns}>
            {!oneDay && (
              <Section title={t('byWeekday')}>
                {hours ? <HeatMap heat={heatOf(hours)} period={search} /> : <Skeleton height={238} />}
              </Section>
            )}
            <CallersSection totals={data?.totals} before={before} />
          </div>
          <PeopleSection period={search} groups={people} />
          <div className={classes.columns} data-even>
            <OriginSection by="did" period={search} groups={dids} />
            <OriginSection by="source" period={search} groups={sources} />
          </div>
        </div>
      )}
    </>
  );
}
