import type { Job, ReconciliationReport } from '@carillon/contract';
import { useLanguage, useT } from '../../../lib/i18n/use-t.ts';
import { TextLink } from '../../../ui/text-link.tsx';
import classes from '../telephony.module.css';
import own from './compare.module.css';
import { reportOf } from './comparisons.ts';

/** What a comparison found: the figures, and each call that is in doubt. */
export function ComparisonReport({ job }: { job: Job }) {
  const t = useT('telephony-compare');
  const language = useLanguage();
  const report = reportOf(job);
  if (report === null) return null;
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const n = (count: number): string => count.toLocaleString(language);
  const rest = (['closed', 'corrected'] as const).filter((name) => report[name] > 0);
  const last = new Date(+new Date(report.to) - 1);
  return (
    <article className={own.report}>
      <h3 className={own.when}>
        {day.formatRange(new Date(report.from), last)} <small className={classes.dimmed}>{t(`why.${report.why}`)}</small>
      </h3>
      {job.state === 'failed' && <p className={classes.bad}>{t('failed', { detail: job.errors[0]?.detail ?? '' })}</p>}
      {job.state === 'cancelled' && <p className={classes.note}>{t('cancelled')}</p>}
      {job.state !== 'failed' && (
        <p className={own.figures}>
          {[
            t('calls', { count: report.calls, n: n(report.calls) }),
            t('recovered', { n: n(report.recovered) }),
            ...rest.map((name) => t(name, { n: n(report[name]) })),
            t('inDoubt', { n: n(report.inDoubt) }),
          ].join(', ')}
        </p>
      )}
      <Findings report={report} />
    </article>
  );
}

function Findings({ report }: { report: ReconciliationReport }) {
  const t = useT('telephony-compare');
  const language = useLanguage();
  const { running, clockMinutes, unknownExtensions, doubts, inDoubt } = report;
  const n = (count: number): string => count.toLocaleString(language);
  return (
    <>
      {running > 0 && <p className={classes.note}>{t('goingOn', { count: running, n: n(running) })}</p>}
      {clockMinutes !== null && <p className={classes.bad}>{t('clock', { minutes: n(clockMinutes) })}</p>}
      {unknownExtensions.length > 0 && <p className={classes.note}>{t('extensions', { list: unknownExtensions.join(', ') })}</p>}
      {doubts.length > 0 && (
        <details>
          <summary>{t('doubts')}</summary>
          <ul className={own.doubts}>
            {doubts.map(({ pbxCallId, callId, reason }, place) => (
              <li key={`${pbxCallId} ${reason} ${place}`}>
                {callId === null ? (
                  (pbxCallId ?? t('row'))
                ) : (
                  <TextLink to="/calls/$id" params={{ id: callId }}>
                    {t('call')}
                  </TextLink>
                )}{' '}
                {t(`doubt.${reason}`)}
              </li>
            ))}
            {inDoubt > doubts.length && <li>{t('doubtsMore', { n: n(inDoubt - doubts.length) })}</li>}
          </ul>
        </details>
      )}
    </>
  );
}
