import type { ExportCreate, ExportFormat, Job } from '@carillon/contract';
import { Anchor, Button, CloseButton, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Query, api } from '../../lib/api.ts';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { viewerZone } from '../../lib/time/viewer-zone.ts';
import { durationText } from '../../lib/time/when.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { isOver } from '../jobs/job-query.ts';
import { secondsLeft } from '../jobs/seconds-left.ts';
import { useJob } from '../jobs/use-job.ts';
import { SaveMenu } from '../../ui/save-menu.tsx';
import { exportFilter } from './export-filter.ts';
import classes from './journal-export.module.css';

const fileOf = (jobId: string) => `/api/v1/exports/${jobId}`;

type ButtonProps = { query: Query; started: (jobId: string) => void };

/** Asks for the shown calls as a file. */
export function ExportButton({ query, started }: ButtonProps) {
  const common = useT('common');
  const language = useLanguage();
  const errorText = useErrorText();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (format: ExportFormat) => {
      const body: ExportCreate = {
        kind: 'calls',
        format,
        filter: exportFilter(query),
        timezone: viewerZone(),
        language: language === 'ru' ? 'ru' : 'en',
      };
      return api.post<Job>('/exports', body);
    },
    onSuccess: ({ id }) => started(id),
  });
  return (
    <>
      {error && <span role="alert">{errorText(error)}</span>}
      <SaveMenu
        loading={isPending}
        choices={[
          { label: 'XLSX', note: common('forSpreadsheets'), save: () => mutate('xlsx') },
          { label: 'CSV', note: common('asText'), save: () => mutate('csv') },
        ]}
      />
    </>
  );
}

type Props = { jobId: string; close: () => void };

/** How far the file is; once ready it is saved by itself, and can be again for a day. */
export function ExportProgress({ jobId, close }: Props) {
  const t = useT('calls');
  const common = useT('common');
  const errorText = useErrorText();
  const { job, error, seenAt, stop } = useJob(jobId);
  const watched = useRef(false);
  const running = job !== undefined && !isOver(job);
  const ready = job?.state === 'done';
  useEffect(() => {
    if (running) watched.current = true;
    if (!ready || !watched.current) return;
    watched.current = false;
    window.location.assign(fileOf(jobId)); // an attachment: the page stays
  }, [running, ready, jobId]);

  if (!job) return error ? <p className={classes.strip}>{errorText(error)}</p> : null;
  const { done, total } = job;
  const left = secondsLeft({ done, total, since: new Date(job.createdAt), now: seenAt });
  return (
    <div className={classes.strip} role="status">
      <span>
        {running && (total === null ? t('exportQueued') : t('exportRunning', { done, total }))}
        {running && left !== undefined && ` · ${t('exportLeft', { time: durationText(left) })}`}
        {ready && t('exportReady')}
        {!running && !ready && t(job.state === 'cancelled' ? 'exportStopped' : 'exportFailed')}
      </span>
      {running && (
        <>
          <Progress className={classes.bar} value={total ? (done / total) * 100 : 0} aria-label={t('exporting')} />
          <Button variant="subtle" color="gray" onClick={() => stop()}>
            {t('exportStop')}
          </Button>
        </>
      )}
      {ready && <Anchor href={fileOf(jobId)}>{t('exportSave')}</Anchor>}
      {!running && <CloseButton size="sm" aria-label={common('close')} onClick={close} className={classes.close} />}
    </div>
  );
}
