import type { Extension, User } from '@carillon/contract';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { CHECK_KEY, extensionsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import table from './extension-table.module.css';

type Props = { extensions: readonly Extension[]; users: readonly User[] };
type Assignment = { user: string; from: string | undefined; to: string | null };

/** Every active user with a menu of the extensions nobody has and their own; below it what is left over. */
export function ExtensionTable({ extensions, users }: Props) {
  const t = useT('telephony');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate, error, variables, isPending } = useMutation({
    mutationFn: assign,
    onSettled: () => {
      for (const queryKey of [extensionsQuery.queryKey, ['users'], ['colleagues'], CHECK_KEY])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
  const free = extensions.filter(({ userId, vanished }) => userId === null && !vanished);
  const rows = users.filter(({ id, active }) => active || extensions.some(({ userId }) => userId === id));

  return (
    <>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('ext.user')}</th>
            <th scope="col">{t('ext.extension')}</th>
            <th scope="col">{t('ext.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((user) => {
            const own = extensions.find(({ userId }) => userId === user.id);
            const options = [...(own ? [own] : []), ...free].toSorted((a, b) =>
              a.extension.localeCompare(b.extension, 'en', { numeric: true }),
            );
            return (
              <tr key={user.id}>
                <th scope="row">{user.name}</th>
                <td>
                  <NativeSelect
                    size="xs"
                    aria-label={t('ext.of', { name: user.name })}
                    disabled={isPending && variables.user === user.id}
                    data={[
                      { value: '', label: t('ext.none') },
                      ...options.map((option) => ({ value: option.extension, label: labelOf(option) })),
                    ]}
                    value={own?.extension ?? ''}
                    error={error && variables?.user === user.id ? errorText(error) : undefined}
                    onChange={({ currentTarget }) =>
                      mutate({ user: user.id, from: own?.extension, to: currentTarget.value || null })
                    }
                  />
                </td>
                <td>
                  {own && (
                    <ExtensionState extension={own} release={() => mutate({ user: user.id, from: own.extension, to: null })} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {free.length > 0 && (
        <p className={classes.note} style={{ marginTop: 10 }}>
          {t('ext.free')} {free.map(labelOf).join(', ')}
        </p>
      )}
    </>
  );
}

/** Gives a user another extension: theirs is freed first, and comes back when the new one has just been taken. */
async function assign({ user, from, to }: Assignment): Promise<void> {
  if (from !== undefined) await api.put(`/telephony/extensions/${from}`, { userId: null });
  if (to === null) return;
  try {
    await api.put(`/telephony/extensions/${to}`, { userId: user });
  } catch (error) {
    if (from !== undefined) await api.put(`/telephony/extensions/${from}`, { userId: user }).catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

const labelOf = ({ extension, name }: Extension): string => (name && name !== extension ? `${extension} · ${name}` : extension);

function ExtensionState({ extension, release }: { extension: Extension; release: () => void }) {
  const t = useT('telephony');
  if (extension.vanished) {
    return (
      <span className={classes.row}>
        <span className={classes.bad}>{t('ext.vanished')}</span>
        <Button size="compact-xs" variant="default" onClick={release}>
          {t('ext.release')}
        </Button>
      </span>
    );
  }
  const state = extension.online === null ? 'unknown' : extension.online ? 'online' : 'offline';
  return (
    <span className={table.online} data-state={state}>
      {t(`ext.${state}`)}
    </span>
  );
}
