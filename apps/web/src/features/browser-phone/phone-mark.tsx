import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconHeadset, IconHeadsetOff } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useSession } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ApiError, type ApiErrorCode } from '../../lib/api.ts';
import { AllowHost } from './allow-host.tsx';
import classes from './browser-phone.module.css';
import { phoneLine, type PhoneState } from './phone-line.ts';
import { faultWords } from './phone-words.ts';
import { usePhoneState } from './use-phone-state.ts';

/** 3.11: starts my browser phone with the page, and says how it is doing. */
export default function PhoneMark() {
  const t = useT('browser-phone');
  const language = useLanguage();
  const { user, browserPhone: on } = useSession();
  const state = usePhoneState();
  const [opened, setOpened] = useState(false);
  const open = useEffectEvent((userId: string) => phoneLine.open({ userId, language })); // it keeps the language it was started in
  useEffect(() => (on ? open(user.id) : phoneLine.switchedOff()), [on, user.id]);
  const works = state.phase === 'ready' || state.phase === 'starting';
  if (!on && !phoneLine.isDrawn()) return null;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.mark}
          data-phase={state.phase}
          aria-label={t(`mark.${state.phase}`)}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {works ? <IconHeadset size={19} stroke={1.6} aria-hidden /> : <IconHeadsetOff size={19} stroke={1.6} aria-hidden />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('title')}>
        <p className={classes.title}>{t(`mark.${state.phase}`)}</p>
        <PhoneText state={state} extension={user.extension ?? ''} isAdministrator={user.role === 'admin'} />
      </Popover.Dropdown>
    </Popover>
  );
}

function PhoneText({ state, extension, isAdministrator }: { state: PhoneState; extension: string; isAdministrator: boolean }) {
  const t = useT('browser-phone');
  const errorText = useErrorText();
  const ofApi = (code: string) => errorText(new ApiError(code as ApiErrorCode, 0, {})); // whatever is not our own fault came from the API
  const reload = (
    <Button variant="default" size="xs" onClick={() => location.reload()}>
      {t('reload')}
    </Button>
  );
  if (state.phase === 'over') {
    return (
      <div className={classes.text}>
        <p>{t(`over.${state.because}`)}</p>
        {reload}
      </div>
    );
  }
  if (state.phase !== 'failed') return <p className={classes.text}>{t(`text.${state.phase}`, { extension })}</p>;
  const { fault } = state;
  const host = fault.code === 'domain-not-allowed' ? fault.host : undefined;
  return (
    <div className={classes.text}>
      <p role="alert">{faultWords(fault, t, ofApi)}</p>
      <p>{t('callsStill', { extension })}</p>
      {host !== undefined && isAdministrator && <AllowHost host={host} done={phoneLine.retry} />}
      {host !== undefined && !isAdministrator && <p>{t('askAdministrator')}</p>}
      {fault.code === 'blocked' ? (
        reload
      ) : (
        <Button variant="default" size="xs" onClick={phoneLine.retry}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}
