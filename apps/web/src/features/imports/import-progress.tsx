import type { Job } from '@carillon/contract';
import { Button, Progress, Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section } from '../../ui/section.tsx';
import { isOver } from '../jobs/job-query.ts';
import { secondsLeft } from '../jobs/seconds-left.ts';
import { useJob } from '../jobs/use-job.ts';
import classes from './import-page.module.css';

const FAULTS_SHOWN = 100;
type Props = { id: string; again: () => void };

/** How far the import is; afterwards what came of it. */
export function ImportProgress({ id, again }: Props) {
  const queryClient = useQueryClient();
  const { job, error, refetch, seenAt, stop } = useJob(id);
  const over = job !== undefined && isOver(job);
  useEffect(() => {
    if (!over) return;
    void queryClient.invalidateQueries({ queryKey: ['contacts'] });
    void queryClient.invalidateQueries({ queryKey: ['companies'] });
  }, [over, queryClient]);

  if (error && !job) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!job) return <Skeleton height={80} />;
  return over ? <Result job={job} again={again} /> : <Running job={job} now={seenAt} stop={() => stop()} />;
}

function Running({ job, now, stop }: { job: Job; now: Date; stop: () => void }) {
  const t = useT('imports');
  const { done, total } = job;
  const left = secondsLeft({ done, total, since: new Date(job.createdAt), now });
  const percent = total === null || total === 0 ? 0 : (done / total) * 100;
  return (
    <Section title={t('running')}>
      <Progress value={percent} size="lg" mb={8} animated={total === null} aria-label={t('running')} />
      <p className={classes.intro} aria-live="off">
        {total === null ? t('queued') : t('runningText', { done, total })}{' '}
        {left !== undefined && t('left', { time: durationText(left) })}
      </p>
      <Button variant="default" onClick={stop}>
        {t('stop')}
      </Button>
    </Section>
  );
}

/** The counts of a finished import, in the order of interest. */
const COUNTS = ['created', 'updated', 'skipped', 'companies', 'failed', 'faults'] as const;

const OUTCOMES = {
  done: { title: 'done', text: undefined },
  cancelled: { title: 'cancelled', text: 'cancelledText' },
  failed: { title: 'failed', text: 'failedText' },
} as const;

function Result({ job, again }: { job: Job; again: () => void }) {
  const t = useT('imports');
  const language = useLanguage();
  const { title, text } = OUTCOMES[job.state === 'done' || job.state === 'cancelled' ? job.state : 'failed'];
  const result = job.result ?? {};
  const absorbed = Number(result['absorbedLeads'] ?? 0);
  const known = COUNTS.filter((key) => typeof result[key] === 'number' && (key === 'created' || result[key] > 0));
  return (
    <div role="status">
      <Section title={t(title)} {...(text ? { text: t(text) } : {})}>
        <dl className={classes.stats}>
          {known.map((key) => (
            <div key={key}>
              <dt>{t(`result.${key}`)}</dt>
              <dd>{Number(result[key]).toLocaleString(language)}</dd>
            </div>
          ))}
        </dl>
        {absorbed > 0 && <p className={classes.intro}>{t('absorbed', { count: absorbed })}</p>}
        {job.errors.length > 0 && (
          <ul className={classes.faults}>
            {job.errors.slice(0, FAULTS_SHOWN).map(({ row, detail }) => (
              <li key={`${row}-${detail}`}>{row === null ? detail : t('faultRow', { row, detail })}</li>
            ))}
            {job.errors.length > FAULTS_SHOWN && <li>{t('faultsMore', { count: job.errors.length - FAULTS_SHOWN })}</li>}
          </ul>
        )}
        <div className={classes.actions}>
          <ButtonLink to="/contacts">{t('toContacts')}</ButtonLink>
          <Button variant="default" onClick={again}>
            {t('again')}
          </Button>
        </div>
      </Section>
    </div>
  );
}
