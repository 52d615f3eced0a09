import { Skeleton } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useLiveMessages } from '../../../lib/live/live-provider.tsx';
import { useMe } from '../../../lib/session.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Section } from '../../../ui/section.tsx';
import { AdministratorsOnly } from '../telephony-layout.tsx';
import classes from '../telephony.module.css';
import { COMPARISONS_KEY, comparisonsQuery, isOver } from './comparisons.ts';
import { ComparisonReport } from './comparison-report.tsx';
import { JournalOnly } from './journal-only.tsx';
import { PeriodForm } from './period-form.tsx';
import { RunningComparison } from './running-comparison.tsx';

/** Settings → Telephony → Compare with the cloud (5.8): whether the journal is what the provider knows, and how it becomes so. */
export function ComparePage() {
  return useMe().role === 'agent' ? <AdministratorsOnly /> : <Compare />;
}

function Compare() {
  const t = useT('telephony-compare');
  const me = useMe();
  const queryClient = useQueryClient();
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery(comparisonsQuery);
  useLiveMessages((message) => {
    if (message.type === 'job') void queryClient.invalidateQueries({ queryKey: COMPARISONS_KEY });
  });
  const running = data?.items.find((job) => !isOver(job));
  const finished = data?.items.filter(isOver) ?? [];
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader title={t('title')} />
      <p className={classes.note}>{t('intro')}</p>
      {running ? <RunningComparison job={running} now={new Date(dataUpdatedAt)} /> : <PeriodForm />}
      {me.role === 'admin' && <JournalOnly />}
      <Section title={t('latest')}>
        {isPending && <Skeleton height={120} />}
        {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
        {data && finished.length === 0 && <EmptyState icon={IconArrowsDiff} title={t('none')} text={t('noneText')} />}
        {finished.map((job) => (
          <ComparisonReport key={job.id} job={job} />
        ))}
      </Section>
    </>
  );
}
