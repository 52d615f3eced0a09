import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useMe } from '../../../lib/session.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { settingsQuery, useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { BlacklistRule } from './blacklist-rule.tsx';
import { CallerNameRule } from './caller-name-rule.tsx';
import { NumbersSection } from './numbers-section.tsx';
import { RouteRule } from './route-rule.tsx';
import { SchedulesSection } from './schedules-section.tsx';

/** Settings → Telephony → Rules and hours. Supervisors see numbers and hours only. */
export function RulesPage() {
  const t = useT('telephony');
  const admin = useMe().role === 'admin';
  return (
    <>
      <title>{`${t(admin ? 'tab.rules' : 'tab.hours')} · Carillon`}</title>
      <PageHeader title={t(admin ? 'tab.rules' : 'tab.hours')} />
      {admin && <Rules />}
      <SchedulesSection />
      <NumbersSection />
    </>
  );
}

function Rules() {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(settingsQuery);
  const recommend = useSaveSettings();
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={320} />;
  const { routeToResponsible, callerName, blacklist } = data.features;
  const allOn = routeToResponsible.enabled && callerName.enabled && blacklist.enabled;
  const applyRecommended = () =>
    recommend.mutate({
      features: {
        routeToResponsible: { enabled: true, rehearsal: true },
        callerName: { enabled: true },
        blacklist: { enabled: true },
      },
    });
  return (
    <>
      {!allOn && (
        <div className={classes.row}>
          <Button variant="light" loading={recommend.isPending} onClick={applyRecommended}>
            {t('recommended')}
          </Button>
          <span className={classes.dimmed}>{t('recommendedText')}</span>
        </div>
      )}
      <output className={classes.good}>{recommend.isSuccess && allOn ? t('recommendedDone') : ''}</output>
      {recommend.error && (
        <p role="alert" className={classes.bad}>
          {errorText(recommend.error)}
        </p>
      )}
      <RouteRule options={routeToResponsible} />
      <CallerNameRule options={callerName} />
      <BlacklistRule options={blacklist} />
    </>
  );
}
