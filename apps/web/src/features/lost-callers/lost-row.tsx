import type { LostCaller } from '@carillon/contract';
import { Checkbox } from '@mantine/core';
import { IconCircleCheck, IconChecklist } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { isNumberItself } from '../../lib/numbers/is-number-itself.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { ClientLink } from '../../ui/client-link.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { DialButton } from '../dialling/dial-button.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import classes from './lost-callers.module.css';

type Props = { caller: LostCaller; chosen: boolean; choose: (chosen: boolean) => void };

/** Who called in vain, when and how often, whose it is; to be chosen for a task, or called at once. */
export function LostRow({ caller, chosen, choose }: Props) {
  const t = useT('lost-callers');
  const formatNumber = useFormatNumber();
  const { number, clients, count, firstAt, lastAt, lastCallId, did, didLabel, responsible, task } = caller;
  const [client, ...others] = clients;
  const name = client?.name ?? formatNumber(number);
  const about = client && { type: client.type, id: client.id };
  return (
    <li className={classes.row}>
      <div className={classes.choice}>
        {task ? (
          <TaskMark task={task} />
        ) : (
          <Checkbox
            aria-label={t('choose', { name })}
            checked={chosen}
            onChange={({ currentTarget }) => choose(currentTarget.checked)}
          />
        )}
      </div>
      <div className={classes.who}>
        <div className={classes.name}>
          {client ? <ClientLink client={client} className={classes.client} /> : <span>{t('unknown')}</span>}
          {others.length > 0 && <span className={classes.quiet}> {t('more', { count: others.length })}</span>}
        </div>
        {!isNumberItself(client?.name, number) && (
          <div className={classes.quiet}>
            <DialNumber number={number} name={client?.name} about={about} />
          </div>
        )}
      </div>
      <div className={classes.when}>
        <TextLink to="/calls/$id" params={{ id: lastCallId }} c="inherit">
          <TimeText at={lastAt} />
        </TextLink>
        {count > 1 && (
          <div className={classes.quiet}>
            {t('calls', { count })} <TimeText at={firstAt} />
          </div>
        )}
      </div>
      <div className={classes.where}>
        <div className={classes.line}>{task?.responsible?.name ?? responsible?.name ?? t('nobodys')}</div>
        <div className={classes.line}>{didLabel ?? (did === null ? '' : formatNumber(did))}</div>
      </div>
      <div className={classes.buttons}>
        {task && (
          <TextLink to="/tasks" search={{ task: task.id }} fz="sm">
            {t(task.done ? 'taskDone' : 'task')}
          </TextLink>
        )}
        <DialButton target={{ number, name: client?.name, about }} label={t('callTo', { name })}>
          {t('call')}
        </DialButton>
      </div>
    </li>
  );
}

function TaskMark({ task: { done } }: { task: NonNullable<LostCaller['task']> }) {
  const t = useT('lost-callers');
  const Icon = done ? IconCircleCheck : IconChecklist;
  return <Icon size={18} stroke={1.7} role="img" aria-label={t(done ? 'taskDone' : 'task')} className={classes.mark} />;
}
