import type { DecisionAnswer } from '@carillon/contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../../lib/numbers/use-format-number.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Section } from '../../../ui/section.tsx';
import { ClientLink } from '../../../ui/client-link.tsx';
import { useDecisionWords } from '../../decisions/use-decision-words.ts';
import { numbersQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import own from './inspect.module.css';

/** Settings → Telephony → What would happen (7.9). */
export function WhatIfPage() {
  const t = useT('telephony-inspect');
  const errorText = useErrorText();
  const formatNumber = useFormatNumber();
  const numbers = useQuery(numbersQuery).data?.items ?? [];
  const [callerId, setCallerId] = useState('');
  const [did, setDid] = useState('');
  const [at, setAt] = useState('');
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      api.post<DecisionAnswer>('/telephony/decision', {
        callerId: callerId.trim(),
        ...(did === '' ? {} : { did }),
        ...(at === '' ? {} : { at: new Date(at).toISOString() }),
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <>
      <title>{`${t('whatIf.title')} · Carillon`}</title>
      <PageHeader title={t('whatIf.title')} />
      <form onSubmit={submit}>
        <p className={classes.note}>{t('whatIf.text')}</p>
        <div className={classes.form}>
          <TextInput
            label={t('whatIf.number')}
            description={t('whatIf.numberHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            inputMode="tel"
            maxLength={60}
            value={callerId}
            onChange={({ currentTarget }) => setCallerId(currentTarget.value)}
          />
          <NativeSelect
            label={t('whatIf.did')}
            data={[
              { value: '', label: t('whatIf.anyDid') },
              ...numbers.map((number) => ({
                value: number.did,
                label: number.label ? `${number.label} · ${formatNumber(number.did)}` : formatNumber(number.did),
              })),
            ]}
            value={did}
            onChange={({ currentTarget }) => setDid(currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={t('whatIf.at')}
            description={t('whatIf.atHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={at}
            onChange={({ currentTarget }) => setAt(currentTarget.value)}
          />
        </div>
        <Button type="submit" mt="sm" loading={isPending}>
          {t('whatIf.ask')}
        </Button>
      </form>
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
      {data && <Answer answer={data} />}
    </>
  );
}

function Answer({ answer }: { answer: DecisionAnswer }) {
  const t = useT('telephony-inspect');
  const words = useDecisionWords();
  return (
    <div aria-live="polite">
      <Section title={t('whatIf.answer')}>
        <p className={own.outcome}>{words.summary(answer)}</p>
        {answer.rehearsal && <p className={classes.note}>{t('whatIf.rehearsal')}</p>}
        {answer.clients.length > 0 && (
          <p>
            {t('whatIf.clients')}:{' '}
            {answer.clients.map((client, n) => (
              <span key={client.id}>
                {n > 0 && ', '}
                <ClientLink client={client} underline="always" />
              </span>
            ))}
            {answer.responsible && ` · ${t('whatIf.responsible', { name: answer.responsible.name })}`}
          </p>
        )}
      </Section>
      <Section title={t('whatIf.steps')}>
        <ol className={own.steps}>
          {answer.steps.map((step) => (
            <li key={`${step.step}-${step.result}`}>
              <span className={own.step}>{words.name(step)}</span>
              <span>{words.result(step)}</span>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('whatIf.reply')}>
        <pre className={own.json}>{JSON.stringify(answer.reply)}</pre>
      </Section>
    </div>
  );
}
