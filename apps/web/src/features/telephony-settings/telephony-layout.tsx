import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { AlertsBanner } from './alerts-banner.tsx';
import classes from './telephony.module.css';

/** Settings → Telephony: its own menu above the chosen page. */
export function TelephonyLayout() {
  const t = useT('telephony');
  const me = useMe();
  const { pathname } = useLocation();
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    const chosen = tabs.current?.querySelector(`[href="${pathname}"]`);
    chosen?.scrollIntoView({ inline: 'nearest', block: 'nearest' }); // on a phone the tabs are wider than the screen
  }, [pathname]);
  if (me.role === 'agent') return <AdministratorsOnly />;
  const admin = me.role === 'admin';
  return (
    <>
      <nav ref={tabs} className={classes.tabs} aria-label={t('title')}>
        {admin && (
          <Link to="/settings/telephony" activeOptions={{ exact: true, includeSearch: false }} className={classes.tab}>
            {t('tab.setup')}
          </Link>
        )}
        {admin && (
          <Link to="/settings/telephony/rules" className={classes.tab}>
            {t('tab.rules')}
          </Link>
        )}
        <Link to="/settings/telephony/hours" className={classes.tab}>
          {t('tab.hours')}
        </Link>
        {admin && (
          <Link to="/settings/telephony/recordings" className={classes.tab}>
            {t('tab.recordings')}
          </Link>
        )}
        <Link to="/settings/telephony/texts" className={classes.tab}>
          {t('tab.texts')}
        </Link>
        <Link to="/settings/telephony/blacklist" className={classes.tab}>
          {t('tab.blacklist')}
        </Link>
        <Link to="/settings/telephony/exceptions" className={classes.tab}>
          {t('tab.exceptions')}
        </Link>
        <Link to="/settings/telephony/what-if" className={classes.tab}>
          {t('tab.whatIf')}
        </Link>
        <Link to="/settings/telephony/compare" className={classes.tab}>
          {t('tab.compare')}
        </Link>
        {admin && (
          <Link to="/settings/telephony/events" className={classes.tab}>
            {t('tab.events')}
          </Link>
        )}
      </nav>
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
