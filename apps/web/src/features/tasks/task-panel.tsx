import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconCheck, IconRotate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Fields } from '../../ui/fields.tsx';
import { InlineText } from '../../ui/inline-text.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import fieldClasses from '../clients/client-fields.module.css';
import { inPlace } from '../clients/in-place.ts';
import { DialNumber } from '../dialling/dial-number.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { colleaguesQuery } from '../people/colleagues-query.ts';
import { DueSelect } from './due-select.tsx';
import { taskQuery } from './tasks-query.ts';
import { useChangeTask } from './use-change-task.ts';

type Props = { id: string; close: () => void };

/** One task, each line changed where it stands. */
export default function TaskPanel({ id, close }: Props) {
  const t = useT('work');
  const { data: task, error, refetch } = useQuery(taskQuery(id));
  const { data: colleagues = [] } = useQuery(colleaguesQuery);
  const { change, setDone } = useChangeTask();

  if (error && !task) {
    return (
      <SidePanel title={t('task')} close={close}>
        <ErrorState error={error} retry={() => void refetch()} />
      </SidePanel>
    );
  }
  if (!task) {
    return (
      <SidePanel title={t('task')} close={close}>
        <Skeleton height={180} />
      </SidePanel>
    );
  }
  const { title, kind, dueAt, responsible, responsibleId, about, callId, createdBy, createdAt, doneAt, doneBy } = task;
  const setResponsible = (userId: string | null) => {
    const chosen = colleagues.find((one) => one.id === userId);
    const shown = { responsibleId: userId, responsible: chosen ? { id: chosen.id, name: chosen.name } : null };
    change({ task, patch: { responsibleId: userId }, shown });
  };
  return (
    <SidePanel title={t('task')} close={close}>
      <Fields>
        <Field label={t('title')}>
          <InlineText
            label={t('title')}
            value={title}
            maxLength={300}
            onSave={(next) => next !== '' && change({ task, patch: { title: next }, shown: { title: next } })}
          />
        </Field>
        <Field label={t('due')}>
          <DueSelect
            variant="subtle"
            value={dueAt}
            onChange={(next) => change({ task, patch: { dueAt: next }, shown: { dueAt: next } })}
          />
        </Field>
        <Field label={t('responsible')}>
          <ColleagueSelect
            size="xs"
            variant="filled"
            classNames={inPlace}
            aria-label={t('responsible')}
            placeholder={t('pool')}
            known={responsible}
            value={responsibleId}
            onChange={setResponsible}
          />
        </Field>
        {kind !== 'missed-call' && (
          <Field label={t('kind')}>
            <SegmentedControl
              size="xs"
              aria-label={t('kind')}
              value={kind}
              data={[
                { value: 'todo' as const, label: t('kind.todo') },
                { value: 'call' as const, label: t('kind.call') },
              ]}
              onChange={(next) => change({ task, patch: { kind: next }, shown: { kind: next } })}
            />
          </Field>
        )}
        {about && (
          <Field label={t('about')}>
            <div className={fieldClasses.plain}>
              <RecordLink to={about}>{about.name}</RecordLink>
              {about.number !== null && (
                <DialNumber number={about.number} name={about.name} about={{ type: 'task', id: task.id }} />
              )}
            </div>
          </Field>
        )}
        {callId !== null && about?.type !== 'call' && (
          <Field label={t('call')}>
            <div className={fieldClasses.plain}>
              <RecordLink to={{ type: 'call', id: callId }}>{t('openCall')}</RecordLink>
            </div>
          </Field>
        )}
        <Field label={t('created')}>
          <div className={fieldClasses.plain}>
            <TimeText at={createdAt} /> <span>{createdBy?.name}</span>
          </div>
        </Field>
        {doneAt !== null && (
          <Field label={t('done')}>
            <div className={fieldClasses.plain}>
              <TimeText at={doneAt} /> <span>{doneBy?.name}</span>
            </div>
          </Field>
        )}
      </Fields>
      <Button
        mt={16}
        variant={doneAt === null ? 'filled' : 'default'}
        leftSection={doneAt === null ? <IconCheck size={15} /> : <IconRotate size={15} />}
        onClick={() => {
          setDone(task, doneAt === null);
          close();
        }}
      >
        {t(doneAt === null ? 'markDone' : 'reopen')}
      </Button>
    </SidePanel>
  );
}
