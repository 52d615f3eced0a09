import type { LiveCall } from '@carillon/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ClientLink } from '../../ui/client-link.tsx';
import classes from './popup.module.css';

type Client = LiveCall['clients'][number];

/** The other clients with this number; the one chosen becomes the caller of this call, for everybody. */
export function OtherClients({ call, others }: { call: LiveCall; others: readonly Client[] }) {
  const t = useT('popup');
  const errorText = useErrorText();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ type, id }: Client) => api.put(`/calls/${call.id}/clients/${type}/${id}`),
  });
  return (
    <div className={classes.others}>
      <p>{t('severalClients')}</p>
      <ul>
        {others.map((client) => (
          <li key={client.id}>
            <span>
              <ClientLink client={client} inherit />
              {client.company && <span className={classes.dimmed}> · {client.company}</span>}
            </span>
            <Button
              size="compact-xs"
              variant="default"
              disabled={isPending}
              aria-label={t('chooseNamed', { name: client.name })}
              onClick={() => mutate(client)}
            >
              {t('choose')}
            </Button>
          </li>
        ))}
      </ul>
      {error && <p role="alert">{errorText(error)}</p>}
    </div>
  );
}
