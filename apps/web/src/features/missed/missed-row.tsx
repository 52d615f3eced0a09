import { Button } from '@mantine/core';
import { IconAlarm, IconBriefcase, IconCircleCheck, IconPhoneOutgoing } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useMe } from '../../lib/session.ts';
import { isNumberItself } from '../../lib/numbers/is-number-itself.ts';
import { ClientLink } from '../../ui/client-link.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { DialButton } from '../dialling/dial-button.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import { WriteSms } from '../sms/write-sms.tsx';
import classes from './missed.module.css';
import type { ShownRow } from './shown-rows.ts';
import type { MissedAct } from './use-act-on-missed.ts';
import { WaitingText } from './waiting-text.tsx';

type Props = { row: ShownRow; act: (act: MissedAct) => void };

/** A caller who waits: who, how long, whose it is; and the buttons that matter. Green once somebody has talked with them. */
export function MissedRow({ row: { call }, act }: Props) {
  const t = useT('missed');
  const done = call.resolvedAt !== null;
  const [client, ...others] = call.clients;
  return (
    <li className={classes.row} data-done={done || undefined} data-overdue={(call.overdue && !done) || undefined}>
      <div className={classes.who}>
        <div className={classes.name}>
          {client ? (
            <ClientLink client={client} className={classes.client} />
          ) : (
            <span className={classes.unknown}>{t('unknown')}</span>
          )}
          {others.length > 0 && <span className={classes.quiet}> {t('more', { count: others.length })}</span>}
        </div>
        {!isNumberItself(client?.name, call.callerNumber) && (
          <div className={classes.quiet}>
            <DialNumber number={call.callerNumber} name={client?.name} about={{ type: 'missed-call', id: call.id }} />
          </div>
        )}
        {call.openDeal && (
          <div className={classes.deal}>
            <IconBriefcase size={14} stroke={1.7} role="img" aria-label={t('openDeal')} />
            <RecordLink to={{ type: 'deal', id: call.openDeal.id }} c="inherit">
              {call.openDeal.title}
            </RecordLink>
          </div>
        )}
      </div>
      <div className={classes.state}>{done ? <Done call={call} /> : <Waiting call={call} />}</div>
      <Where call={call} />
      {!done && <Buttons call={call} act={act} />}
    </li>
  );
}

type CallProps = { call: ShownRow['call'] };

function Waiting({ call: { overdue, waitingSince, count, claimant } }: CallProps) {
  const t = useT('missed');
  const me = useMe();
  return (
    <>
      <div className={classes.waiting}>
        {overdue && <IconAlarm size={15} stroke={1.8} role="img" aria-label={t('overdue')} />}
        <WaitingText since={waitingSince} />
        {count > 1 && <span className={classes.quiet}>· {t('calls', { count })}</span>}
      </div>
      {claimant && (
        <div className={classes.claimed}>
          <IconPhoneOutgoing size={14} stroke={1.7} aria-hidden />
          {claimant.id === me.id ? t('claimedByMe') : t('claimedBy', { name: claimant.name })}
        </div>
      )}
    </>
  );
}

function Done({ call: { resolver, resolvedBecause, resolvedAt, count } }: CallProps) {
  const t = useT('missed');
  const words = resolvedBecause ?? 'done';
  return (
    <div className={classes.waiting}>
      <IconCircleCheck size={16} stroke={1.8} aria-hidden />
      <span>{resolver ? t(`by.${words}`, { name: resolver.name }) : t(`because.${words}`)}</span>
      {resolvedAt && (
        <span className={classes.quiet}>
          · <TimeText at={resolvedAt} />
        </span>
      )}
      {count > 1 && <span className={classes.quiet}>· {t('calls', { count })}</span>}
    </div>
  );
}

function Where({ call: { did, didLabel, lastAt, responsible } }: CallProps) {
  const t = useT('missed');
  const formatNumber = useFormatNumber();
  const line = didLabel ?? (did === null ? null : formatNumber(did));
  return (
    <div className={classes.where}>
      <div className={classes.line}>{responsible?.name ?? t('pool')}</div>
      <div className={classes.line}>
        {line} · <TimeText at={lastAt} />
      </div>
    </div>
  );
}

function Buttons({ call, act }: CallProps & { act: (act: MissedAct) => void }) {
  const t = useT('missed');
  const me = useMe();
  const name = call.clients[0]?.name ?? call.callerNumber;
  const mine = call.claimedBy === me.id;
  const taken = call.claimedBy !== null && !mine;
  return (
    <div className={classes.buttons}>
      {!taken && (
        <DialButton
          target={{ number: call.callerNumber, name: call.clients[0]?.name, about: { type: 'missed-call', id: call.id } }}
          label={t('callBackTo', { name })}
        >
          {t('callBack')}
        </DialButton>
      )}
      {!taken && (
        <Button
          variant="default"
          size="compact-md"
          aria-label={t(mine ? 'releaseOf' : 'claimOf', { name })}
          onClick={() => act(mine ? 'release' : 'claim')}
        >
          {t(mine ? 'release' : 'claim')}
        </Button>
      )}
      {!taken && <WriteSms wide number={call.callerNumber} name={name} />}
      <Button variant="subtle" color="gray" size="compact-md" aria-label={t('doneOf', { name })} onClick={() => act('done')}>
        {t('done')}
      </Button>
    </div>
  );
}
