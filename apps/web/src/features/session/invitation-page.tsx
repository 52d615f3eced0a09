import type { Session } from '@carillon/contract';
import { Alert, Button, Loader, PasswordInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { api } from '../../lib/api.ts';
import { formText } from '../../lib/form-text.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { setSession } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EntryCard } from './entry-card.tsx';
import classes from './entry-card.module.css';

const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.get<{ name: string; email: string }>(`/invitations/${encodeURIComponent(token)}`, { signal }),
    staleTime: Infinity,
    retry: false,
  });

/** Where an invited employee chooses a password. */
export function InvitationPage() {
  const t = useT('session');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const search: { token?: string } = useSearch({ strict: false });
  const token = search.token ?? '';
  const { data: invited, error, isPending } = useQuery(invitationQuery(token));

  const accept = useMutation({
    mutationFn: (password: string) => api.post<Session>('/invitations/accept', { token, password }),
    onSuccess: async (session) => {
      setSession(queryClient, session);
      await navigate({ to: '/', replace: true });
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    accept.mutate(formText(event.currentTarget, 'password'));
  };

  if (isPending) {
    return (
      <EntryCard title="Carillon">
        <Loader size="sm" />
      </EntryCard>
    );
  }
  if (error) {
    return (
      <EntryCard title={t('invitationClosedTitle')} text={t('invitationClosedText')}>
        <ButtonLink to="/sign-in" variant="default" mt="md">
          {t('toSignIn')}
        </ButtonLink>
      </EntryCard>
    );
  }
  return (
    <EntryCard title={t('invitationTitle', { name: invited.name })} text={t('invitationText', { email: invited.email })}>
      <form className={classes.form} onSubmit={onSubmit}>
        {accept.error && (
          <Alert color="red" role="alert" variant="light">
            {errorText(accept.error)}
          </Alert>
        )}
        <input type="hidden" name="username" autoComplete="username" value={invited.email} readOnly />
        <PasswordInput
          label={t('password')}
          description={t('passwordHint')}
          name="password"
          autoComplete="new-password"
          required
          minLength={10}
          autoFocus
        />
        <Button type="submit" size="sm" loading={accept.isPending}>
          {t('invitationAct')}
        </Button>
      </form>
    </EntryCard>
  );
}
