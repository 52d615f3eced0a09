import type { Job, TelephonySettings } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useT } from '../../../lib/i18n/use-t.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { reportOf } from '../compare/comparisons.ts';
import { LoadPast } from '../compare/load-past.tsx';
import { usePastLoad } from '../compare/use-past-load.ts';
import { extensionsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';

/** "What you lost last month": the keys are in, so the last 30 days can be had. */
export function PastCallsStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const compare = useT('telephony-compare');
  const past = usePastLoad(settings.connected);
  const { data: extensions } = useQuery({ ...extensionsQuery, enabled: settings.connected });
  if (!settings.connected) return <p className={classes.note}>{t('needsKeys')}</p>;
  const nobodysPhones = extensions !== undefined && extensions.items.every(({ userId }) => userId === null);
  return (
    <>
      <p className={classes.note}>{t('pastCalls.text')}</p>
      {past.state !== 'done' && <p className={classes.note}>{t('pastCalls.zone', { zone: settings.accountTimezone })}</p>}
      {past.state === 'none' && nobodysPhones && <p className={classes.note}>{t('pastCalls.extensions')}</p>}
      {past.loaded && !past.running && <Loaded job={past.loaded} />}
      <div className={classes.row}>
        {past.loaded && !past.running && <ButtonLink to="/missed/lost">{compare('whomYouLost')}</ButtonLink>}
        {!past.running && <LoadPast past={past} again={past.state === 'done'} />}
      </div>
      {past.running && <LoadPast past={past} />}
    </>
  );
}

function Loaded({ job }: { job: Job }) {
  const t = useT('telephony-compare');
  const language = useLanguage();
  const report = reportOf(job);
  if (report === null) return null;
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(new Date(report.from));
  return <p>{t('pastLoaded', { count: report.calls, n: report.calls.toLocaleString(language), day })}</p>;
}
