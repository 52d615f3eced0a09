import type { Job } from '@carillon/contract';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Section } from '../../../ui/section.tsx';
import classes from '../telephony.module.css';
import own from './compare.module.css';
import { COMPARISONS_KEY } from './comparisons.ts';
import { dayText, readPeriod } from './read-period.ts';

const DAY_MS = 86_400_000;

/** Which days to compare: the last thirty unless somebody says otherwise. */
export function PeriodForm() {
  const t = useT('telephony-compare');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [from, setFrom] = useState(() => dayText(new Date(Date.now() - 29 * DAY_MS)));
  const [to, setTo] = useState(() => dayText(new Date()));
  const period = readPeriod(from, to);
  const begin = useMutation({
    mutationFn: () => api.post<Job>('/reconciliations', period),
    onSettled: () => queryClient.invalidateQueries({ queryKey: COMPARISONS_KEY }),
  });
  return (
    <Section title={t('start')} text={t('limit')}>
      <form
        className={own.period}
        onSubmit={(event) => {
          event.preventDefault();
          if (period) begin.mutate();
        }}
      >
        <TextInput type="date" label={t('from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={t('to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <Button type="submit" size="sm" disabled={!period} loading={begin.isPending}>
          {t('start')}
        </Button>
      </form>
      {!period && (
        <p role="alert" className={classes.bad}>
          {t('badPeriod')}
        </p>
      )}
      {begin.error && (
        <p role="alert" className={classes.bad}>
          {errorText(begin.error)}
        </p>
      )}
    </Section>
  );
}
