import { ActionIcon, Badge } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { PageHeader } from '../../ui/page-header.tsx';

type Props = {
  list: '/contacts' | '/companies' | '/leads' | '/deals';
  name: string;
  note?: ReactNode;
  archived: boolean;
  actions: ReactNode;
};

/** The name above a client's card, and the way back to the list as it was. */
export function ClientHeader({ list, name, note, archived, actions }: Props) {
  const t = useT('clients');
  const router = useRouter();
  const back = () => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: list });
  };
  return (
    <PageHeader
      title={
        <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
          <ActionIcon variant="subtle" color="gray" ml={-8} aria-label={t('back')} onClick={back}>
            <IconArrowLeft size={18} stroke={1.7} />
          </ActionIcon>
          {name}
        </span>
      }
      note={
        archived ? (
          <Badge variant="default" tt="none" fw={400}>
            {t('archived')}
          </Badge>
        ) : (
          note
        )
      }
      actions={actions}
    />
  );
}
