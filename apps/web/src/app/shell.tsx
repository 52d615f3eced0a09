import { Outlet } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import { PopupHost } from '../features/popup/popup-host.tsx';
import { useT } from '../lib/i18n/use-t.ts';
import { LiveProvider } from '../lib/live/live-provider.tsx';
import { useMe } from '../lib/session.ts';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';
import { StatusBanner } from './status-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { useShellKeys } from './use-shell-keys.ts';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(loadPalette);
const PALETTE_AFTER_MS = 1_500;
const AlertSettings = lazy(() => import('../features/popup/alert-settings.tsx'));
const KeysHelp = lazy(() => import('./keys-help.tsx'));

/** The frame of every page behind sign-in. Whatever lies on top of pages (palette, list of keys, pop-ups) is mounted here, once. */
export function Shell() {
  const t = useT('shell');
  const me = useMe();
  const [onTop, setOnTop] = useState<'palette' | 'keys' | 'alerts' | null>(null);
  const close = () => setOnTop(null);
  useEffect(() => {
    const soon = setTimeout(() => void loadPalette(), PALETTE_AFTER_MS); // fetched in a quiet moment, so that no key typed into it is lost
    return () => clearTimeout(soon);
  }, []);
  useShellKeys({ openPalette: () => setOnTop('palette'), openKeys: () => setOnTop('keys') });

  return (
    <LiveProvider key={me.id} userId={me.id}>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          {t('skip')}
        </a>
        <TopBar openPalette={() => setOnTop('palette')} openKeys={() => setOnTop('keys')} openAlerts={() => setOnTop('alerts')} />
        <Rail />
        <main id="content" tabIndex={-1} className={classes.main}>
          <StatusBanner />
          <Outlet />
        </main>
        <Suspense>
          {onTop === 'palette' && <Palette close={close} />}
          {onTop === 'keys' && <KeysHelp close={close} />}
          {onTop === 'alerts' && <AlertSettings close={close} />}
        </Suspense>
        <Suspense>
          <PopupHost />
        </Suspense>
      </div>
    </LiveProvider>
  );
}
