import { Popover, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { useMe } from '../../lib/session.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { whenText } from '../../lib/time/when.ts';
import { isAway } from './absence-draft.ts';
import { AbsenceForm } from './absence-form.tsx';
import classes from './presence.module.css';
import { useSaveAbsence } from './use-save-absence.ts';

/** Available, or away until then: seen and changed on every page. */
export function MyState() {
  const t = useT('presence');
  const language = useLanguage();
  const me = useMe();
  const now = useNow(); // draws this anew when the absence is over
  const serverNow = useServerClock();
  const [opened, setOpened] = useState(false);
  const { save, saving } = useSaveAbsence(me);
  const away = isAway(me.absence, serverNow());
  const state = away ? t('awayUntil', { time: whenText(new Date(me.absence?.until ?? now), now, language) }) : t('available');
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={310} withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.state}
          data-away={away}
          aria-label={t('myState', { state })}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <span className={classes.dot} aria-hidden />
          <span className={classes.words}>{state}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('title')}>
        <p className={classes.text}>{t('text')}</p>
        <AbsenceForm
          user={me}
          saving={saving}
          save={(absence) => {
            save(absence);
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
