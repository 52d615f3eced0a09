import type { CallView } from '@carillon/contract';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { durationText, exactText } from '../../lib/time/when.ts';
import { Field, Fields } from '../../ui/fields.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import classes from './call-summary.module.css';
import { DirectionMark } from './direction-mark.tsx';
import { CallNumber, CallNumberActions, ClientName, DidCell } from './journal-cells.tsx';

/** Who, when, how long, how it ended. */
export function CallSummary({ call }: { call: CallView }) {
  const t = useT('calls');
  const common = useT('common');
  const language = useLanguage();
  return (
    <>
      <div className={classes.who}>
        <DirectionMark direction={call.direction} />
        <div>
          <div className={classes.name}>
            <ClientName call={call} />
          </div>
          <div className={classes.line}>
            <CallNumber call={call} />
            <CallNumberActions call={call} />
          </div>
        </div>
        <div className={classes.status}>
          <StatusMark call={call} />
        </div>
      </div>
      <Fields>
        <Field label={t('startedAt')}>
          <p className={classes.value}>
            <time dateTime={call.startedAt}>{exactText(new Date(call.startedAt), language)}</time>
          </p>
        </Field>
        {call.did && (
          <Field label={t('did')}>
            <p className={classes.value}>
              <DidCell call={call} />
            </p>
          </Field>
        )}
        <Field label={t('employee')}>
          <p className={classes.value}>{call.user?.name ?? call.extension ?? common('none')}</p>
        </Field>
        <Field label={`${t('waited')} / ${t('talked').toLocaleLowerCase(language)}`}>
          <p className={classes.value}>
            <span className="figures">
              {call.waitSeconds === null ? common('none') : durationText(call.waitSeconds)} /{' '}
              {call.talkSeconds === null ? common('none') : durationText(call.talkSeconds)}
            </span>
          </p>
        </Field>
        <Field label={t('origin')}>
          <p className={classes.value}>{t(`origin.${call.origin}`)}</p>
        </Field>
        {call.disposition && (
          <Field label={t('providerWord')}>
            <p className={classes.value}>{call.disposition}</p>
          </Field>
        )}
      </Fields>
    </>
  );
}
