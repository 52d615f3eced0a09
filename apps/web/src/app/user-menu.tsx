import type { Session } from '@carillon/contract';
import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { IconBellRinging, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../lib/api.ts';
import { changeLanguage } from '../lib/i18n/i18n.ts';
import { LANGUAGES, type Language } from '../lib/i18n/language.ts';
import { useLanguage, useT } from '../lib/i18n/use-t.ts';
import { sessionQuery, useSession } from '../lib/session.ts';
import { initialsOf } from '../ui/initials-of.ts';
import classes from './user-menu.module.css';

const NAMES: Record<Language, string> = { en: 'English', ru: 'Русский' };
const isLanguage = (one: string): one is Language => LANGUAGES.some((language) => language === one);

/** Who I am, the language of the pages, and the way out. */
export function UserMenu({ openAlerts }: { openAlerts: () => void }) {
  const t = useT('shell');
  const role = useT('common');
  const language = useLanguage();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { user, workspace } = useSession();

  const choose = useMutation({
    mutationFn: (locale: Language) => api.patch(`/users/${user.id}`, { locale }),
    onMutate: async (locale) => {
      queryClient.setQueryData<Session>(
        sessionQuery.queryKey,
        (session) => session && { ...session, user: { ...session.user, locale } },
      );
      await changeLanguage(locale);
    },
  });
  const signOut = useMutation({
    mutationFn: () => api.delete('/session'),
    onSettled: async () => {
      await navigate({ to: '/sign-in', replace: true });
      queryClient.clear();
    },
  });

  return (
    <Menu position="bottom-end" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={t('account', { name: user.name })}>
          <Avatar size={30} radius="xl" color="ink" variant="filled">
            {initialsOf(user.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className={classes.name}>{user.name}</div>
          <div className={classes.detail}>
            {role(`role.${user.role}`)} · {workspace.name}
          </div>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(one) => isLanguage(one) && choose.mutate(one)}>
          {LANGUAGES.map((one) => (
            <Menu.RadioItem key={one} value={one} lang={one} closeMenuOnClick>
              {NAMES[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconBellRinging size={15} />} onClick={openAlerts}>
          {t('alerts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => signOut.mutate()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
