import type { Session } from '@carillon/contract';
import { Alert, Button, Loader, PasswordInput, TextInput } from '@mantine/core';
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

const FIELDS = ['company', 'name', 'email', 'password'] as const;

const openQuery = (token: string) =>
  queryOptions({
    queryKey: ['setup', token],
    queryFn: ({ signal }) => api.get<undefined>('/setup', { query: { token }, signal }).then(() => true),
    staleTime: Infinity,
    retry: false,
  });

/** The one-time page of a new installation. */
export function SetupPage() {
  const t = useT('session');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const search: { token?: string } = useSearch({ strict: false });
  const token = search.token ?? '';
  const open = useQuery(openQuery(token));

  const setUp = useMutation({
    mutationFn: (body: Record<string, string>) => api.post<Session>('/setup', { token, ...body }),
    onSuccess: async (session) => {
      setSession(queryClient, session);
      await navigate({ to: '/settings/telephony', replace: true });
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const filled = FIELDS.map((name) => [name, formText(form, name)] as const).filter(([, value]) => value !== '');
    setUp.mutate(Object.fromEntries(filled));
  };

  if (open.isPending) {
    return (
      <EntryCard title={t('setupTitle')}>
        <Loader size="sm" />
      </EntryCard>
    );
  }
  if (open.error) {
    return (
      <EntryCard title={t('setupClosedTitle')} text={t('setupClosedText')}>
        <ButtonLink to="/sign-in" variant="default" mt="md">
          {t('toSignIn')}
        </ButtonLink>
      </EntryCard>
    );
  }
  return (
    <EntryCard title={t('setupTitle')} text={t('setupText')}>
      <form className={classes.form} onSubmit={onSubmit}>
        {setUp.error && (
          <Alert color="red" role="alert" variant="light">
            {errorText(setUp.error)}
          </Alert>
        )}
        <TextInput label={t('company')} name="company" autoComplete="organization" maxLength={200} autoFocus />
        <TextInput label={t('yourName')} name="name" autoComplete="name" required maxLength={200} />
        <TextInput label={t('email')} name="email" type="email" autoComplete="username" required maxLength={254} />
        <PasswordInput
          label={t('password')}
          description={t('passwordHint')}
          name="password"
          autoComplete="new-password"
          required
          minLength={10}
        />
        <Button type="submit" size="sm" loading={setUp.isPending}>
          {t('setupAct')}
        </Button>
      </form>
    </EntryCard>
  );
}
