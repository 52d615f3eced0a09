import type { CallView, ClientType, FoundClient } from '@carillon/contract';
import { Badge, Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ClientLink } from '../../ui/client-link.tsx';
import { notifyFault } from '../../ui/notify-undo.tsx';
import classes from './call-clients.module.css';
import { callQuery } from './call-query.ts';

type ClientKey = { type: ClientType; id: string };

const clientsFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<{ items: FoundClient[] }>('/search', { query: { q, limit: 8, clients: true }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });

/** Whose call it is: every match with its reason; a person may choose another. */
export function CallClients({ call }: { call: CallView }) {
  const t = useT('calls');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const link = useMutation({
    mutationFn: ({ type, id }: ClientKey) => api.put<CallView>(`/calls/${call.id}/clients/${type}/${id}`),
    onError: (error) => notifyFault(errorText(error)),
    onSuccess: (changed) => {
      queryClient.setQueryData(callQuery(call.id).queryKey, changed);
      void queryClient.invalidateQueries({ queryKey: ['calls', 'list'] });
    },
  });

  return (
    <>
      <ul className={classes.clients}>
        {call.clients.map((client) => (
          <li key={client.id} className={classes.client}>
            <ClientLink client={client} />
            <span className={classes.because}>{t(`because.${client.because}`)}</span>
            {client.primary ? (
              <Badge variant="default" tt="none" size="sm" fw={400}>
                {t('primary')}
              </Badge>
            ) : (
              <Button variant="default" size="compact-xs" loading={link.isPending} onClick={() => link.mutate(client)}>
                {t('makePrimary')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {call.clients.length === 0 && call.clientNumber && (
        <div className={classes.create}>
          <ButtonLink to="/contacts/new" search={{ number: call.clientNumber }} variant="default">
            {t('newContact')}
          </ButtonLink>
          <ButtonLink to="/companies/new" search={{ number: call.clientNumber }} variant="default">
            {t('newCompany')}
          </ButtonLink>
        </div>
      )}
      <LinkClient linked={call.clients.map(({ id }) => id)} choose={(client) => link.mutate(client)} />
    </>
  );
}

function LinkClient({ linked, choose }: { linked: readonly string[]; choose: (client: ClientKey) => void }) {
  const t = useT('calls');
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 150);
  const { data } = useQuery(clientsFoundQuery(settled));
  const found = (data?.items ?? []).filter(({ id }) => !linked.includes(id));
  return (
    <Select
      size="xs"
      mt={8}
      searchable
      aria-label={t('linkClient')}
      placeholder={t('linkClient')}
      value={null}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options} // the server has searched
      data={
        settled === '' ? [] : found.map(({ id, name, company }) => ({ value: id, label: company ? `${name}, ${company}` : name }))
      }
      onChange={(id) => {
        const client = found.find((one) => one.id === id);
        setText('');
        if (client) choose(client);
      }}
    />
  );
}
