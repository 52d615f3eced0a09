import { Link, Outlet } from '@tanstack/react-router';
import { useT } from '../lib/i18n/use-t.ts';
import { useMe } from '../lib/session.ts';
import classes from './settings-layout.module.css';

/** The settings' own small menu above the chosen page. */
export function SettingsLayout() {
  const t = useT('shell');
  const me = useMe();
  return (
    <>
      {me.role !== 'agent' && (
        <nav className={classes.tabs} aria-label={t('settings')}>
          <Link to="/settings/telephony" className={classes.tab} activeProps={{ 'aria-current': 'page' }}>
            {t('telephony')}
          </Link>
          <Link to="/settings/users" className={classes.tab} activeProps={{ 'aria-current': 'page' }}>
            {t('users')}
          </Link>
          <Link to="/settings/weekly-report" className={classes.tab} activeProps={{ 'aria-current': 'page' }}>
            {t('weeklyReport')}
          </Link>
        </nav>
      )}
      <Outlet />
    </>
  );
}
