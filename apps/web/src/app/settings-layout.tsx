import { Link, Outlet } from '@tanstack/react-router';
import { useT } from '../lib/i18n/use-t.ts';
import { useMe } from '../lib/session.ts';
import { TabBar } from '../ui/tab-bar.tsx';

/** The settings' own small menu above the chosen page. */
export function SettingsLayout() {
  const t = useT('shell');
  const me = useMe();
  return (
    <>
      {me.role !== 'agent' && (
        <TabBar label={t('settings')}>
          <Link to="/settings/telephony">{t('telephony')}</Link>
          <Link to="/settings/users">{t('users')}</Link>
          <Link to="/settings/weekly-report">{t('weeklyReport')}</Link>
        </TabBar>
      )}
      <Outlet />
    </>
  );
}
