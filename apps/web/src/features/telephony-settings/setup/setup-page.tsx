import { Button, Skeleton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useLiveMessages } from '../../../lib/live/live-provider.tsx';
import { useMe } from '../../../lib/session.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { AdministratorsOnly } from '../telephony-layout.tsx';
import { CHECK_KEY, checkQuery, settingsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { Balance } from './balance.tsx';
import { Disconnect } from './disconnect.tsx';
import { SettingsWarnings } from './settings-warnings.tsx';
import { StepList } from './step-list.tsx';

/** Settings → Telephony → Set-up: from a key pair to the first test call, and the way back. */
export function SetupPage() {
  return useMe().role === 'admin' ? <Setup /> : <AdministratorsOnly />;
}

function Setup() {
  const t = useT('telephony');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data: settings, error, refetch } = useQuery(settingsQuery);
  const check = useQuery(checkQuery);
  useLiveMessages((message) => {
    if (message.type === 'call.ended') void queryClient.invalidateQueries({ queryKey: CHECK_KEY }); // it may have been the test call
  });

  if (error && !settings) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!settings) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Skeleton height={420} />
      </>
    );
  }
  const done = check.data?.items.filter(({ ok }) => ok === true).length;
  const note = done === undefined ? '' : t('done', { done, all: check.data?.items.length ?? 0 });
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader
        title={t('title')}
        note={note}
        actions={
          <>
            {settings.connected && <Balance />}
            <Button
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              loading={check.isFetching}
              onClick={() => void check.refetch()}
            >
              {t('checkAgain')}
            </Button>
          </>
        }
      />
      <SettingsWarnings settings={settings} />
      {check.error && !check.data && (
        <p role="alert" className={classes.bad}>
          {t('checkFailed')} {errorText(check.error)}
        </p>
      )}
      <StepList settings={settings} items={check.data?.items} />
      {(settings.connected || settings.secretSet) && <Disconnect />}
    </>
  );
}
