import type { Invitation, TelephonySettings } from '@carillon/contract';
import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { TimeText } from '../../../ui/time-text.tsx';
import { CHECK_KEY, extensionsQuery, usersQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { CopyField } from './copy-field.tsx';
import { ExtensionTable } from './extension-table.tsx';

/** 2.2, 2.3: who sits behind which extension. */
export function ExtensionsStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data, error, isPending } = useQuery({ ...extensionsQuery, enabled: settings.connected });
  const users = useQuery(usersQuery);
  const seeAgain = () => {
    for (const queryKey of [extensionsQuery.queryKey, ['users'], ['colleagues'], CHECK_KEY])
      void queryClient.invalidateQueries({ queryKey });
  };
  const refresh = useMutation({ mutationFn: () => api.post('/telephony/extensions/refresh'), onSettled: seeAgain });
  const invite = useMutation({
    mutationFn: () => api.post<{ items: Invitation[] }>('/telephony/extensions/invitations'),
    onSettled: seeAgain,
  });

  if (!settings.connected) return <p className={classes.note}>{t('needsKeys')}</p>;
  if (isPending || !users.data) return <Skeleton height={140} />;
  const failed = refresh.error ?? invite.error ?? error;
  const free = data?.items.filter(({ userId, vanished }) => userId === null && !vanished).length ?? 0;
  return (
    <>
      <div className={classes.row} style={{ marginBottom: 10 }}>
        <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
          {t('ext.refresh')}
        </Button>
        {free > 0 && (
          <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate()}>
            {t('ext.invite', { count: free })}
          </Button>
        )}
        {data?.refreshedAt && (
          <span className={classes.dimmed}>
            {t('ext.refreshedAt')} <TimeText at={data.refreshedAt} />
          </span>
        )}
      </div>
      {failed && (
        <p role="alert" className={classes.bad}>
          {errorText(failed)} {refresh.error && t('ext.kept')}
        </p>
      )}
      {invite.data && invite.data.items.length > 0 && <Invitations items={invite.data.items} />}
      {data && <ExtensionTable extensions={data.items} users={users.data.items} />}
    </>
  );
}

function Invitations({ items }: { items: readonly Invitation[] }) {
  const t = useT('telephony');
  return (
    <section aria-label={t('ext.invitations')} style={{ marginBottom: 14 }}>
      <p className={classes.note}>{t('ext.invitationsText')}</p>
      <ul className={classes.list} style={{ display: 'grid', gap: 8 }}>
        {items.map(({ userId, name, extension, url }) => (
          <li key={userId}>
            <div>
              {name} {extension && <span className={classes.dimmed}>· {extension}</span>}
            </div>
            <CopyField label={t('ext.invitationOf', { name })} value={url} />
          </li>
        ))}
      </ul>
    </section>
  );
}
