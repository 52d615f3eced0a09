import type { CallView } from '@carillon/contract';
import type { ReactNode } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { durationText } from '../../lib/time/when.ts';
import { ClientLink } from '../../ui/client-link.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import { useDecisionWords } from '../decisions/use-decision-words.ts';
import { NumberActions } from '../number-lists/number-actions.tsx';
import { DirectionMark } from './direction-mark.tsx';
import classes from './journal-cells.module.css';
import { primaryOf } from './primary-of.ts';
import { SaidLine } from './said-line.tsx';
import { useWhoRang } from './use-who-rang.ts';

type CellProps = { call: CallView };

export function ClientName({ call }: CellProps) {
  const t = useT('calls');
  const client = primaryOf(call);
  if (!client) return <span className={classes.unknown}>{t('unknown')}</span>;
  const rest = call.clients.length - 1;
  return (
    <>
      <ClientLink client={client} className={classes.name} tabIndex={-1} />
      {rest > 0 && <span className={classes.quiet}> {t('more', { count: rest })}</span>}
    </>
  );
}

export function ClientCell({ call }: CellProps) {
  return (
    <>
      <div className={classes.line}>
        <ClientName call={call} />
      </div>
      <div className={classes.second}>
        <CallNumber call={call} />
      </div>
    </>
  );
}

/** The other side's number, called by a click; what the PBX wrote when it is none. */
export function CallNumber({ call }: CellProps) {
  const { id, clientNumber, callerText } = call;
  if (clientNumber === null && callerText) return callerText;
  return <DialNumber number={clientNumber} name={primaryOf(call)?.name} about={{ type: 'call', id }} />;
}

export function DidCell({ call: { did, didLabel } }: CellProps) {
  const formatNumber = useFormatNumber();
  if (did === null) return null;
  return <span title={formatNumber(did)}>{didLabel ?? formatNumber(did)}</span>;
}

export function EmployeeCell({ call }: CellProps) {
  const t = useT('calls');
  const { others } = useWhoRang();
  const rang = others(call);
  return (
    <>
      <div className={classes.line}>{call.user?.name ?? call.extension}</div>
      {rang.length > 0 && <div className={classes.second}>{t('rang', { names: rang.join(', ') })}</div>}
    </>
  );
}

/** 10.2, 10.8. A record that the call itself has made is no card yet. */
export function CallNumberActions({ call: { id, clientNumber, clients } }: CellProps) {
  if (clientNumber === null) return null;
  return <NumberActions number={clientNumber} known={clients.some(({ because }) => because !== 'created')} callId={id} />;
}

export function ResultCell({ call }: CellProps) {
  const { summary } = useDecisionWords();
  const words = call.decision && call.decision.because !== 'feature-off' && summary(call.decision); // while routing is off every row would say so
  return (
    <>
      <div className={classes.line}>
        <StatusMark call={call} />
      </div>
      <SaidLine call={call} />
      {words && !call.said?.length && (
        <div className={classes.second} title={words}>
          {words}
        </div>
      )}
    </>
  );
}

/** Whole seconds, or nothing. */
export function SecondsCell({ seconds }: { seconds: number | null }) {
  return seconds === null ? null : <span className="figures">{durationText(seconds)}</span>;
}

/** A journal row on a phone's screen. */
export function CallCard({ call, listen }: CellProps & { listen: ReactNode }) {
  return (
    <div className={classes.card}>
      <DirectionMark direction={call.direction} />
      <div className={classes.cardBody}>
        <div className={classes.cardLine}>
          <span className={classes.line}>
            <ClientName call={call} />
          </span>
          <span className={classes.quiet}>
            <TimeText at={call.startedAt} />
          </span>
        </div>
        <div className={classes.cardLine}>
          <StatusMark call={call} />
          <span className={classes.heard}>
            {listen}
            <SecondsCell seconds={call.talkSeconds} />
          </span>
        </div>
        {call.said?.length ? (
          <SaidLine call={call} />
        ) : (
          <div className={classes.cardLine}>
            <span className={classes.quiet}>
              <CallNumber call={call} />
            </span>
            <span className={classes.quiet}>{call.user?.name ?? call.extension}</span>
          </div>
        )}
      </div>
    </div>
  );
}
