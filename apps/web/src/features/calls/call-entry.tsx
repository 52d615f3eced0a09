import type { CallView } from '@carillon/contract';
import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import { CallRecordings } from '../recordings/call-recordings.tsx';
import { ListenButton } from '../recordings/listen-button.tsx';
import classes from './call-entry.module.css';
import { primaryOf } from './primary-of.ts';
import { useWhoRang } from './use-who-rang.ts';

/** A call in a client's timeline: how it ended, who talked, what was written; a click opens it. */
export function CallEntry({ call, open }: { call: CallView; open: () => void }) {
  const t = useT('calls');
  const { others } = useWhoRang();
  const rang = others(call);
  const [listening, setListening] = useState(false);
  return (
    <>
      <button type="button" className={classes.open} onClick={open}>
        <StatusMark call={call} />
        {call.talkSeconds !== null && call.talkSeconds > 0 && <span className="figures">{durationText(call.talkSeconds)}</span>}
        <span className={classes.when}>
          <TimeText at={call.startedAt} />
        </span>
      </button>
      <div className={classes.detail}>
        {[call.user?.name, rang.length > 0 && t('rang', { names: rang.join(', ') })].filter(Boolean).join(' · ')}
        {call.clientNumber && (
          <span className={classes.number}>
            <DialNumber number={call.clientNumber} name={primaryOf(call)?.name} about={{ type: 'call', id: call.id }} />
          </span>
        )}
        {call.recordings.length > 0 && (
          <span className={classes.listen}>
            <ListenButton recordings={call.recordings} open={listening} toggle={() => setListening(!listening)} />
          </span>
        )}
      </div>
      {listening && (
        <div className={classes.player}>
          <CallRecordings callId={call.id} autoPlay />
        </div>
      )}
      {call.outcome && <div className={classes.outcome}>{call.outcome}</div>}
      {call.notes.map(({ at, text }) => (
        <p key={at} className={classes.note}>
          {text}
        </p>
      ))}
    </>
  );
}
