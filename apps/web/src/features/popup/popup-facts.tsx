import type { LiveCall } from '@carillon/contract';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { durationText, whenText } from '../../lib/time/when.ts';
import classes from './popup.module.css';

/** What matters now about this caller, a line each: our line, who is responsible, how the last call went. */
export function PopupFacts({ call, me }: { call: LiveCall; me: string }) {
  const t = useT('popup');
  const common = useT('common');
  const formatNumber = useFormatNumber();
  const { did, didLabel, responsible } = call;
  return (
    <>
      <dl className={classes.facts}>
        {did && (
          <Fact name={t(call.direction === 'outbound' ? 'lineFrom' : 'line')}>
            {didLabel ? `${didLabel} · ` : ''}
            <span className={classes.number}>{formatNumber(did)}</span>
          </Fact>
        )}
        {responsible && (
          <Fact name={t('responsible')}>{responsible.id === me ? <strong>{common('you')}</strong> : responsible.name}</Fact>
        )}
        {call.lastCall && (
          <Fact name={t('lastCall')}>
            <LastCallText last={call.lastCall} me={me} />
          </Fact>
        )}
      </dl>
      {call.direction !== 'internal' && call.clientNumber && (
        <div className={classes.before}>
          {call.callsBefore > 0
            ? t('callsBefore', { count: call.callsBefore })
            : t(call.direction === 'outbound' ? 'firstCallTo' : 'firstCall')}
        </div>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LastCallText({ last, me }: { last: NonNullable<LiveCall['lastCall']>; me: string }) {
  const common = useT('common');
  const language = useLanguage();
  const serverNow = useServerClock();
  const who = last.user && (last.user.id === me ? common('you') : last.user.name);
  const status = common(`status.${last.status}`).toLocaleLowerCase(language);
  const how = last.talkSeconds ? `${status}, ${durationText(last.talkSeconds)}` : status;
  const when = whenText(new Date(last.at), new Date(serverNow()), language);
  return [when, who, how].filter(Boolean).join(' · ');
}
