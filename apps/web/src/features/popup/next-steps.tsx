import type { LiveCall, Task, TaskCreate } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { whenText } from '../../lib/time/when.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { dueChoices } from '../tasks/due-choices.ts';
import { callerOf } from './caller-of.ts';
import classes from './popup.module.css';
import { useCallerNumber } from './use-caller-number.ts';

const OFFERED: readonly string[] = ['hour', 'tomorrow', 'week'];

/** The next step in one click: a task of mine to call them back, about the client and this call. */
export function NextSteps({ call }: { call: LiveCall }) {
  const t = useT('popup');
  const work = useT('work');
  const common = useT('common');
  const language = useLanguage();
  const errorText = useErrorText();
  const me = useMe();
  const now = useNow();
  const numberOf = useCallerNumber();
  const queryClient = useQueryClient();
  const [made, setMade] = useState<Task | null>(null);
  const caller = callerOf(call);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['tasks'] });

  const make = useMutation({
    mutationFn: (task: TaskCreate) => api.post<Task>('/tasks', task),
    onSuccess: setMade,
    onSettled: refresh,
  });
  const takeBack = useMutation({
    mutationFn: (task: Task) => api.delete(`/tasks/${task.id}`),
    onSuccess: () => setMade(null),
    onSettled: refresh,
  });
  const remind = (dueAt: Date) =>
    make.mutate({
      title: t('stepTitle', { name: caller?.name ?? numberOf(call) }),
      kind: 'call',
      dueAt: dueAt.toISOString(),
      responsibleId: me.id,
      about: caller ? { type: caller.type, id: caller.id } : { type: 'call', id: call.id },
      callId: call.id,
    });
  const fault = make.error ?? takeBack.error;

  if (made)
    return (
      <p role="status" className={classes.step}>
        {t('stepMade', { when: whenText(new Date(made.dueAt ?? now), now, language) })}
        <button type="button" className={classes.chip} disabled={takeBack.isPending} onClick={() => takeBack.mutate(made)}>
          {common('undo')}
        </button>
      </p>
    );
  return (
    <div role="group" aria-label={t('step')} className={classes.step}>
      <span className={classes.quiet} aria-hidden>
        {t('step')}
      </span>
      {dueChoices(now)
        .filter(({ choice }) => OFFERED.includes(choice))
        .map(({ choice, at }) => (
          <button key={choice} type="button" className={classes.chip} disabled={make.isPending} onClick={() => remind(at)}>
            {work(`due.${choice}`)}
          </button>
        ))}
      {fault && <p role="alert">{errorText(fault)}</p>}
    </div>
  );
}
