import { Outlet } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import { DialProvider } from '../features/dialling/dial-provider.tsx';
import { useT } from '../lib/i18n/use-t.ts';
import { LiveProvider } from '../lib/live/live-provider.tsx';
import { useMe } from '../lib/session.ts';
import { useWholeText } from '../ui/use-whole-text.ts';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';
import { StatusBanner } from './status-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { useShellKeys } from './use-shell-keys.ts';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(loadPalette);
const FIELDS_AFTER_MS = 1_500;
const popupHost = import('../features/popup/popup-host.tsx'); // fetched beside everything else: it must not be late for a call
const PopupHost = lazy(() => popupHost);
const AlertSettings = lazy(() => import('../features/popup/alert-settings.tsx'));
const loadDialler = () => import('../features/dialling/dialler.tsx');
const Dialler = lazy(loadDialler);
const KeysHelp = lazy(() => import('./keys-help.tsx'));

/** The frame of every page behind sign-in. Whatever lies on top of pages (palette, list of keys, pop-ups) is mounted here, once. */
export function Shell() {
  const t = useT('shell');
  const me = useMe();
  const [onTop, setOnTop] = useState<'palette' | 'keys' | 'alerts' | 'dialler' | null>(null);
  const close = () => setOnTop(null);
  useEffect(() => {
    const soon = setTimeout(() => void Promise.all([loadPalette(), loadDialler()]), FIELDS_AFTER_MS); // fetched in a quiet moment, so that no key typed into them is lost
    return () => clearTimeout(soon);
  }, []);
  const openDialler = () => setOnTop('dialler');
  useWholeText();
  useShellKeys({ openPalette: () => setOnTop('palette'), openKeys: () => setOnTop('keys'), openDialler });

  return (
    <LiveProvider key={me.id} userId={me.id}>
      <DialProvider>
        <div className={classes.shell}>
          <a className={classes.skip} href="#content">
            {t('skip')}
          </a>
          <TopBar
            openPalette={() => setOnTop('palette')}
            openKeys={() => setOnTop('keys')}
            openAlerts={() => setOnTop('alerts')}
            openDialler={openDialler}
          />
          <Rail />
          <main id="content" tabIndex={-1} className={classes.main}>
            <StatusBanner />
            <Outlet />
          </main>
          <Suspense>
            {onTop === 'palette' && <Palette close={close} openDialler={openDialler} />}
            {onTop === 'keys' && <KeysHelp close={close} />}
            {onTop === 'dialler' && <Dialler close={close} />}
            {onTop === 'alerts' && <AlertSettings close={close} />}
          </Suspense>
          <Suspense>
            <PopupHost />
          </Suspense>
        </div>
      </DialProvider>
    </LiveProvider>
  );
}
