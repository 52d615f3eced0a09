import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import classes from '../telephony.module.css';

/** Adds one number, or the beginning of many. */
export function BlacklistForm({ added }: { added: () => void }) {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const [pattern, setPattern] = useState('');
  const [comment, setComment] = useState('');
  const [until, setUntil] = useState('');
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      api.post('/blacklist', { pattern: pattern.trim(), comment: comment.trim() || null, expiresAt: endOfDay(until) }),
    onSuccess: () => {
      setPattern('');
      setComment('');
      setUntil('');
      added();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pattern.trim() !== '') mutate();
  };
  return (
    <form onSubmit={submit} style={{ margin: '4px 0 16px' }}>
      <p className={classes.note}>{t('list.text')}</p>
      <div className={classes.row} style={{ alignItems: 'flex-end' }}>
        <TextInput
          label={t('list.pattern')}
          inputMode="tel"
          required
          withAsterisk={false}
          maxLength={60}
          w={200}
          value={pattern}
          onChange={({ currentTarget }) => {
            if (error) reset();
            setPattern(currentTarget.value);
          }}
        />
        <TextInput
          label={t('list.comment')}
          maxLength={500}
          w={240}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('list.expires')}
          title={t('list.expiresHint')}
          w={150}
          value={until}
          onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={isPending}>
          {t('list.add')}
        </Button>
      </div>
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </form>
  );
}

/** The chosen day still counts: until its end in the reader's zone. */
function endOfDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59`).toISOString();
}
