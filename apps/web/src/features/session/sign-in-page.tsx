import type { Session } from '@carillon/contract';
import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { api } from '../../lib/api.ts';
import { formText } from '../../lib/form-text.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { setSession } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { EntryCard } from './entry-card.tsx';
import classes from './entry-card.module.css';
import { safeTarget } from './safe-target.ts';

/** Sign-in; afterwards the address that was asked for, query and all. */
export function SignInPage() {
  const t = useT('session');
  const errorText = useErrorText();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { to } = useSearch({ from: '/sign-in' });

  const signIn = useMutation({
    mutationFn: (keys: { email: string; password: string }) => api.post<Session>('/session', keys),
    onSuccess: (session) => {
      setSession(queryClient, session);
      router.history.push(safeTarget(to));
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    signIn.mutate({ email: formText(form, 'email').trim(), password: formText(form, 'password') });
  };

  return (
    <EntryCard title={t('signInTitle')}>
      <form className={classes.form} onSubmit={onSubmit}>
        {signIn.error && (
          <Alert color="red" role="alert" variant="light">
            {errorText(signIn.error)}
          </Alert>
        )}
        <TextInput
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
          autoFocus
        />
        <PasswordInput label={t('password')} name="password" autoComplete="current-password" required withAsterisk={false} />
        <Button type="submit" size="sm" loading={signIn.isPending}>
          {t('signIn')}
        </Button>
      </form>
    </EntryCard>
  );
}
