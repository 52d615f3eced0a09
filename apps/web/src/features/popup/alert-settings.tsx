import type { Preferences, Session, User } from '@carillon/contract';
import { Button, Radio, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { sessionQuery, useSession } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { notifyFault } from '../../ui/notify-undo.tsx';
import { PushSwitch } from './push-switch.tsx';
import { ringSoundOf } from './ring-alerts.ts';
import { playAnswerSound } from './ring-sound.ts';

const SOUNDS = ['ring', 'answer', 'never'] as const;

/** How a call reaches me when I do not look. */
export default function AlertSettings({ close }: { close: () => void }) {
  const t = useT('popup');
  const { user: me, sendsEmail } = useSession();
  const save = useSavePreferences(me);
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'unsupported'));
  const askPermission = async (): Promise<void> => {
    setPermission(await Notification.requestPermission());
    save({ systemNotification: true });
  };
  return (
    <Dialog title={t('alerts')} close={close}>
      <Stack gap="lg">
        <Radio.Group
          label={t('sound')}
          description={t(me.callDevice === 'browser' ? 'soundBrowserPhone' : 'soundDeskPhone')}
          value={ringSoundOf(me)}
          onChange={(value) => {
            const ringSound = SOUNDS.find((each) => each === value) ?? null;
            save({ ringSound });
            if (ringSound !== 'never') playAnswerSound(); // so that it is heard once, and the browser allows it later
          }}
        >
          <Stack gap={6} mt={6}>
            {SOUNDS.map((each) => (
              <Radio key={each} value={each} label={t(`sound.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Stack gap={6}>
          <Switch
            label={t('systemNotification')}
            description={t('systemNotificationHint')}
            checked={me.preferences.systemNotification}
            onChange={({ currentTarget }) => save({ systemNotification: currentTarget.checked })}
          />
          {permission === 'default' && (
            <Button variant="default" size="xs" w="fit-content" onClick={() => void askPermission()}>
              {t('allowNotifications')}
            </Button>
          )}
          {(permission === 'denied' || permission === 'unsupported') && (
            <Text size="sm" c="dimmed">
              {t(permission === 'denied' ? 'notificationsDenied' : 'notificationsUnsupported')}
            </Text>
          )}
        </Stack>
        <PushSwitch />
        {sendsEmail && (
          <Switch
            label={t('email')}
            description={t('emailHint', { address: me.email })}
            checked={me.preferences.email}
            onChange={({ currentTarget }) => save({ email: currentTarget.checked })}
          />
        )}
      </Stack>
    </Dialog>
  );
}

function useSavePreferences({ id }: User): (preferences: Partial<Preferences>) => void {
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: (preferences: Partial<Preferences>) => api.patch<User>(`/users/${id}`, { preferences }),
    onMutate: (preferences) =>
      queryClient.setQueryData<Session>(
        sessionQuery.queryKey,
        (session) =>
          session && {
            ...session,
            user: { ...session.user, preferences: { ...session.user.preferences, ...preferences } },
          },
      ),
    onError: (error) => {
      notifyFault(errorText(error));
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return mutate;
}
