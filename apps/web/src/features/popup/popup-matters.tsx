import type { LiveCall } from '@carillon/contract';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBriefcase,
  IconChecklist,
  IconRepeat,
  IconSparkles,
  IconTag,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { moneyText } from '../../lib/money.ts';
import { nthText } from '../../lib/nth-text.ts';
import { whenText } from '../../lib/time/when.ts';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './popup.module.css';

const MINUTE_MS = 60_000;
const DEALS_SHOWN = 2;

/** What matters now, a line each: what is burning first (4.4). */
export function PopupMatters({ call }: { call: LiveCall }) {
  const t = useT('popup');
  const language = useLanguage();
  const serverNow = useServerClock();
  const now = new Date(serverNow());
  const { recent, returnsCallAt, exception, created, deals, tasks } = call;
  const [task] = tasks;
  const overdue = task?.dueAt != null && Date.parse(task.dueAt) < +now;
  const minutes = recent ? Math.max(1, Math.round((Date.parse(call.startedAt) - Date.parse(recent.since)) / MINUTE_MS)) : 0;
  const due = task?.dueAt ? whenText(new Date(task.dueAt), now, language) : null;
  return (
    <ul className={classes.matters}>
      {exception && (
        <Matter icon={<IconTag size={15} />}>
          {exception !== call.clientNumber && <b>{exception} · </b>}
          {t('notAClient')}
        </Matter>
      )}
      {recent && (
        <Matter icon={<IconRepeat size={15} />} look="amber">
          {t('recent', { nth: nthText(recent.count, language), minutes })}
        </Matter>
      )}
      {returnsCallAt && (
        <Matter icon={<IconArrowBackUp size={15} />}>
          {t('returnsCall', { when: whenText(new Date(returnsCallAt), now, language) })}
        </Matter>
      )}
      {created && <Matter icon={<IconSparkles size={15} />}>{t(`created.${created.type}`)}</Matter>}
      {task && (
        <Matter icon={overdue ? <IconAlertTriangle size={15} /> : <IconChecklist size={15} />} look={overdue ? 'red' : undefined}>
          {t(overdue ? 'taskOverdue' : 'taskOpen', { title: task.title })}
          {due && <span className={classes.quiet}> · {due}</span>}
        </Matter>
      )}
      {deals.slice(0, DEALS_SHOWN).map(({ id, title, stage, amount, currency }) => (
        <Matter key={id} icon={<IconBriefcase size={15} />}>
          <TextLink to="/deals/$id" params={{ id }} inherit>
            {title}
          </TextLink>{' '}
          · {stage}
          {amount !== null && <span className={classes.quiet}> · {moneyText(amount, currency, language)}</span>}
        </Matter>
      ))}
      {deals.length > DEALS_SHOWN && (
        <Matter icon={null}>
          <span className={classes.quiet}>{t('moreDeals', { count: deals.length - DEALS_SHOWN })}</span>
        </Matter>
      )}
    </ul>
  );
}

function Matter({ icon, look, children }: { icon: ReactNode; look?: 'red' | 'amber' | undefined; children: ReactNode }) {
  return (
    <li data-look={look}>
      <span className={classes.matterIcon} aria-hidden>
        {icon}
      </span>
      <span>{children}</span>
    </li>
  );
}
