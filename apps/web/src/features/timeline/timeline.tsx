import { Button, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section } from '../../ui/section.tsx';
import { useFreshCalls } from '../calls/use-fresh-calls.ts';
import { useTaskPanel } from '../tasks/use-task-panel.tsx';
import { idOf } from './id-of.ts';
import { NoteForm } from './note-form.tsx';
import { TimelineEntryLine } from './timeline-entry.tsx';
import classes from './timeline.module.css';
import { KINDS, type TimelineOf, useTimeline } from './use-timeline.ts';

const CallDrawer = lazy(() => import('../calls/call-drawer.tsx'));
const SKELETONS = [0, 1, 2, 3];

/** What happened with a record, the newest first, and room for a note. `?show=` shows one kind, `?call=` opens a call beside it. */
export function Timeline(of: TimelineOf) {
  const t = useT('work');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const search: { call?: string; show?: string } = useSearch({ strict: false });
  const only = KINDS.find((kind) => kind === search.show);
  const timeline = useTimeline(of, only);
  const { open: openTask } = useTaskPanel();
  useFreshCalls();
  const change = (some: { call?: string | undefined; show?: string | undefined }, replace: boolean) => {
    const to = (before: object) => ({ ...before, ...some });
    void navigate({ to: '.', search: to as never, replace }); // the card's own parameters
  };
  const closeCall = () => {
    change({ call: undefined }, true);
    void queryClient.invalidateQueries({ queryKey: ['timeline'] }); // its notes and outcome stand here
  };
  const kinds = KINDS.filter(
    (kind) =>
      (kind !== 'deal' || of.about.type === 'contact' || of.about.type === 'company') &&
      (kind !== 'sms' || of.about.type !== 'deal'),
  );
  const filter = (
    <SegmentedControl
      size="xs"
      className={classes.filter}
      aria-label={t('show')}
      value={only ?? 'all'}
      data={[{ value: 'all', label: t('show.all') }, ...kinds.map((value) => ({ value, label: t(`show.${value}`) }))]}
      onChange={(show) => change({ show: show === 'all' ? undefined : show }, true)}
    />
  );

  return (
    <Section title={t('timeline')} actions={filter}>
      <NoteForm about={of.about} />
      {timeline.error && <ErrorState error={timeline.error} retry={timeline.retry} />}
      {timeline.pending && (
        <Stack gap={10} aria-busy="true">
          {SKELETONS.map((one) => (
            <Skeleton key={one} height={48} />
          ))}
        </Stack>
      )}
      {!timeline.pending && (
        <>
          {timeline.entries.length === 0 && !timeline.error && <p className={classes.empty}>{t('timelineEmpty')}</p>}
          <ol className={classes.list}>
            {timeline.entries.map((entry) => (
              <TimelineEntryLine
                key={idOf(entry)}
                entry={entry}
                openCall={(call) => change({ call }, false)}
                openTask={openTask}
              />
            ))}
          </ol>
          {timeline.more && (
            <Button variant="subtle" onClick={timeline.loadMore}>
              {t('showMore')}
            </Button>
          )}
        </>
      )}
      {search.call && (
        <Suspense>
          <CallDrawer id={search.call} close={closeCall} />
        </Suspense>
      )}
    </Section>
  );
}
