import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { IconDialpad, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { LiveDot } from '../features/popup/live-dot.tsx';
import { Bell } from '../features/notices/bell.tsx';
import { MyState } from '../features/presence/my-state.tsx';
import { useT } from '../lib/i18n/use-t.ts';
import { Suspense, lazy, useState } from 'react';
import { useSession } from '../lib/session.ts';
import classes from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';

const PhoneMark = lazy(() => import('../features/browser-phone/phone-mark.tsx'));
const COMMAND = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

type Props = { openPalette: () => void; openKeys: () => void; openAlerts: () => void; openDialler: () => void };

/** Search, the dialler and the account, on every page. */
export function TopBar({ openPalette, openKeys, openAlerts, openDialler }: Props) {
  const t = useT('shell');
  const { browserPhone } = useSession();
  const [hadPhone, setHadPhone] = useState(browserPhone); // one that is switched off has still something to say
  if (browserPhone && !hadPhone) setHadPhone(true);
  return (
    <header className={classes.bar}>
      <button type="button" className={classes.search} onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} stroke={1.7} aria-hidden />
        <span className={classes.hint}>{t('search')}</span>
        <span className={classes.keys} aria-hidden>
          <Kbd size="xs">{COMMAND}</Kbd> <Kbd size="xs">K</Kbd>
        </span>
      </button>
      <div className={classes.right}>
        <Suspense fallback={hadPhone && <span className={classes.mark} />}>{hadPhone && <PhoneMark />}</Suspense>
        <Suspense>
          <LiveDot />
        </Suspense>
        <Suspense fallback={<span className={classes.state} />}>
          <MyState />
        </Suspense>
        <Tooltip label={t('dialler')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            className={classes.dialler}
            aria-label={t('dialler')}
            aria-keyshortcuts="C"
            onClick={openDialler}
          >
            <IconDialpad size={19} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Suspense fallback={<span className={classes.bell} />}>
          <Bell />
        </Suspense>
        <Tooltip label={t('keys')}>
          <ActionIcon className={classes.help} variant="subtle" color="gray" size="lg" aria-label={t('keys')} onClick={openKeys}>
            <IconKeyboard size={19} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <UserMenu openAlerts={openAlerts} />
      </div>
    </header>
  );
}
