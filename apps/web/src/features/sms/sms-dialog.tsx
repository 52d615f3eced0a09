import { SMS_TEXT_MAX, type Sms, type SmsOptions, type SmsSend } from '@carillon/contract';
import { Button, Group, Select, Skeleton, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { newId } from '../../lib/new-id.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import entry from '../../ui/entry-body.module.css';
import classes from './sms.module.css';
import { TextLength } from './text-length.tsx';
import { useSmsOutcome } from './use-sms-outcome.ts';

type Props = { number: string; name?: string | undefined; close: () => void };

/** Room for a text to one number: from whom, with which words, in how many parts. */
export default function SmsDialog({ number, name, close }: Props) {
  const t = useT('sms');
  const language = useLanguage();
  const formatNumber = useFormatNumber();
  const { data, error, refetch } = useQuery({
    queryKey: ['sms', 'options', number, language],
    queryFn: ({ signal }) => api.get<SmsOptions>('/sms/options', { query: { to: number, language }, signal }),
    staleTime: 60_000,
  });
  return (
    <Dialog title={t('titleTo', { name: name ?? formatNumber(number) })} size={480} close={close}>
      {error && !data ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={160} aria-busy="true" />
      ) : data.refusal !== null ? (
        <p role="alert">{t(`refusal.${data.refusal}`)}</p>
      ) : (
        <SmsForm number={data.number ?? number} options={data} isNamed={name !== undefined} close={close} />
      )}
    </Dialog>
  );
}

type FormProps = { number: string; options: SmsOptions; isNamed: boolean; close: () => void };

function SmsForm({ number, options, isNamed, close }: FormProps) {
  const t = useT('sms');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const tellOutcome = useSmsOutcome();
  const formatNumber = useFormatNumber();
  const [text, setText] = useState('');
  const [sender, setSender] = useState<string | null>(null);
  const [key, setKey] = useState(newId); // of these words: sent again under it they go once
  const send = useMutation({
    mutationFn: (sms: SmsSend) => api.post<Sms>('/sms', sms, { idempotencyKey: key }),
    onSuccess: (sms) => {
      tellOutcome(sms);
      close();
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['timeline'] }),
  });
  const change = (words: string) => {
    setText(words);
    setKey(newId());
  };
  const blank = /\{\$?[\p{L}\p{N}_]+\}/u.exec(text)?.[0];
  const ready = [...options.own, ...options.templates];
  const isReady = text.trim() !== '' && blank === undefined && !send.isPending;
  const submit = () => {
    if (isReady) send.mutate({ to: number, text: text.trim(), sender });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap={12}>
        {isNamed && <div className="figures">{formatNumber(number)}</div>}
        {ready.length > 0 && (
          <Select
            label={t('template')}
            placeholder={t('templateNone')}
            data={[
              ...groupOf(
                t('own'),
                options.own.map(({ title }) => title),
                0,
              ),
              ...groupOf(
                t('provider'),
                options.templates.map((template) => template.text),
                options.own.length,
              ),
            ]}
            value={null}
            onChange={(n) => change(ready[Number(n)]?.text ?? text)}
          />
        )}
        <Textarea
          autosize
          data-autofocus
          minRows={3}
          maxRows={12}
          maxLength={SMS_TEXT_MAX}
          label={t('text')}
          description={<TextLength text={text} />}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={text}
          error={blank !== undefined && t('fillIn', { blank })}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {options.senders.length > 0 && (
          <Select
            clearable
            label={t('sender')}
            placeholder={t('senderAny')}
            data={options.senders.map((value) => ({ value, label: /^\d{7,}$/.test(value) ? formatNumber(`+${value}`) : value }))}
            value={sender}
            onChange={(value) => {
              setSender(value);
              setKey(newId());
            }}
          />
        )}
        {send.error && (
          <p role="alert" className={classes.bad}>
            {errorText(send.error)}
          </p>
        )}
        <Group gap={8}>
          <Button type="submit" loading={send.isPending} disabled={!isReady}>
            {t('send')}
          </Button>
          <span className={entry.quiet}>{t('costs')}</span>
        </Group>
      </Stack>
    </form>
  );
}

/** The templates of one origin, where there are any; a value is the place in the list of all. */
const groupOf = (group: string, labels: readonly string[], first: number) =>
  labels.length === 0 ? [] : [{ group, items: labels.map((label, n) => ({ value: String(first + n), label })) }];
