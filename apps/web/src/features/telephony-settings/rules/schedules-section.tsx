import type { Schedule } from '@carillon/contract';
import { Badge, Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';
import { Section } from '../../../ui/section.tsx';
import { numbersQuery, schedulesQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import own from './rules.module.css';
import { daysText } from './schedule-draft.ts';
import { ScheduleForm } from './schedule-form.tsx';

/** 7.6: working hours. None set means always open, and the page says so. */
export function SchedulesSection() {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const { data, error, isPending } = useQuery(schedulesQuery);
  const [editing, setEditing] = useState<string | null>(null);
  const timezone = data?.items[0]?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const close = () => setEditing(null);
  return (
    <Section
      title={t('hours.title')}
      text={t('hours.text')}
      actions={
        editing === null && (
          <Button id="add-hours" variant="default" onClick={() => setEditing('new')}>
            {t('hours.add')}
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={60} />}
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
      {editing === 'new' && <ScheduleForm schedule={null} timezone={timezone} close={close} />}
      {data?.items.length === 0 && editing === null && <p className={classes.note}>{t('hours.none')}</p>}
      {data?.items.map((schedule) =>
        editing === schedule.id ? (
          <ScheduleForm key={schedule.id} schedule={schedule} timezone={timezone} close={close} />
        ) : (
          <ScheduleLine key={schedule.id} schedule={schedule} edit={() => setEditing(schedule.id)} />
        ),
      )}
    </Section>
  );
}

function ScheduleLine({ schedule, edit }: { schedule: Schedule; edit: () => void }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const seeAgain = () => queryClient.invalidateQueries({ queryKey: ['telephony'] });
  const { id, name, timezone, weekly, exceptions, isDefault } = schedule;
  const restore = useMutation({
    mutationFn: async (dids: readonly string[]) => {
      const again = await api.post<Schedule>('/telephony/schedules', { name, timezone, weekly, exceptions, isDefault });
      for (const did of dids) await api.patch(`/telephony/numbers/${encodeURIComponent(did)}`, { scheduleId: again.id });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSettled: seeAgain,
  });
  const remove = useMutation({
    mutationFn: () => api.delete(`/telephony/schedules/${id}`),
    onMutate: () => queryClient.getQueryData(numbersQuery.queryKey)?.items.filter(({ scheduleId }) => scheduleId === id) ?? [],
    onSuccess: (_answer, _nothing, numbers) =>
      notifyUndo({
        text: t('hours.removed', { name }),
        undoLabel: common('undo'),
        undo: () => restore.mutate(numbers.map(({ did }) => did)),
      }),
    onError: (error) => notifyFault(errorText(error)),
    onSettled: seeAgain,
  });
  const week = weekly.map(({ days, from, to }) => `${daysText(days, (day) => t(`day.${day}`))} ${from}–${to}`);
  return (
    <div className={own.schedule}>
      <div className={classes.row}>
        <strong>{name}</strong>
        {isDefault && (
          <Badge size="sm" variant="default" tt="none">
            {t('hours.defaultMark')}
          </Badge>
        )}
        <span className={classes.dimmed}>{timezone}</span>
      </div>
      <div className={classes.row}>
        <span className="figures">{week.length > 0 ? week.join(' · ') : t('hours.noSpans')}</span>
        {exceptions.length > 0 && (
          <span className={classes.dimmed}>{t('hours.exceptionsCount', { count: exceptions.length })}</span>
        )}
        <Button id={`edit-${id}`} size="compact-xs" variant="default" aria-label={`${common('edit')}: ${name}`} onClick={edit}>
          {common('edit')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          loading={remove.isPending}
          aria-label={`${common('remove')}: ${name}`}
          onClick={() => remove.mutate()}
        >
          {common('remove')}
        </Button>
      </div>
    </div>
  );
}
