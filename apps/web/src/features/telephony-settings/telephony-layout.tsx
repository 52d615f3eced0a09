import { Link, Outlet } from '@tanstack/react-router';
import { IconLock } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { AlertsBanner } from './alerts-banner.tsx';
import classes from './telephony.module.css';

/** Settings → Telephony: its own menu above the chosen page. */
export function TelephonyLayout() {
  const t = useT('telephony');
  const me = useMe();
  if (me.role === 'agent') return <AdministratorsOnly />;
  const admin = me.role === 'admin';
  return (
    <>
      <TabBar inner label={t('title')}>
        {admin && (
          <Link to="/settings/telephony" activeOptions={{ exact: true, includeSearch: false }}>
            {t('tab.setup')}
          </Link>
        )}
        {admin && <Link to="/settings/telephony/rules">{t('tab.rules')}</Link>}
        <Link to="/settings/telephony/hours">{t('tab.hours')}</Link>
        {admin && <Link to="/settings/telephony/recordings">{t('tab.recordings')}</Link>}
        <Link to="/settings/telephony/texts">{t('tab.texts')}</Link>
        <Link to="/settings/telephony/blacklist">{t('tab.blacklist')}</Link>
        <Link to="/settings/telephony/exceptions">{t('tab.exceptions')}</Link>
        <Link to="/settings/telephony/what-if">{t('tab.whatIf')}</Link>
        <Link to="/settings/telephony/compare">{t('tab.compare')}</Link>
        {admin && <Link to="/settings/telephony/events">{t('tab.events')}</Link>}
      </TabBar>
      <div className={classes.page}>
        {admin && <AlertsBanner />}
        <Outlet />
      </div>
    </>
  );
}

/** Said to whoever may not see a page, in place of the page. */
export function AdministratorsOnly() {
  const t = useT('telephony');
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader title={t('title')} />
      <EmptyState icon={IconLock} title={t('adminOnly')} text={t('adminOnlyText')} />
    </>
  );
}
