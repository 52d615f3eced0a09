import type { Job } from '@carillon/contract';
import { Button, Progress } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useLanguage, useT } from '../../../lib/i18n/use-t.ts';
import { durationText } from '../../../lib/time/when.ts';
import { Section } from '../../../ui/section.tsx';
import classes from '../telephony.module.css';
import { COMPARISONS_KEY, reportOf } from './comparisons.ts';

/** How far it is. The server keeps it: this page may go and come. */
export function RunningComparison({ job, now, title }: { job: Job; now: Date; title?: string }) {
  const t = useT('telephony-compare');
  const queryClient = useQueryClient();
  const stop = useMutation({
    mutationFn: () => api.delete(`/jobs/${job.id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: COMPARISONS_KEY }),
  });
  const { done, total } = job;
  const left = secondsLeft(job, now);
  return (
    <Section title={title ?? t('running')}>
      <Progress value={total ? (done / total) * 100 : 0} size="lg" mb={8} aria-label={t('running')} />
      <p className={classes.note} aria-live="off">
        <Phase job={job} /> {left !== undefined && t('left', { time: durationText(left) })}
      </p>
      <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
        {t('stop')}
      </Button>
    </Section>
  );
}

function Phase({ job }: { job: Job }) {
  const t = useT('telephony-compare');
  const language = useLanguage();
  const report = reportOf(job);
  if (job.state === 'queued' || report === null) return t('queued');
  if (report.phase !== 'reading') return t('comparing', { done: report.calls.toLocaleString(language) });
  return t('reading', { count: job.total ?? 1, done: job.done, total: job.total ?? 1 });
}

/** At the pace so far; undefined while that is guesswork. */
function secondsLeft({ done, total, createdAt }: Job, now: Date): number | undefined {
  if (total === null || done < 2 || done >= total) return undefined;
  return Math.ceil(((+now - +new Date(createdAt)) / 1000 / done) * (total - done));
}
