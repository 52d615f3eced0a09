import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from '../telephony-settings/telephony.module.css';
import { BlockPreview } from './block-preview.tsx';
import own from './number-lists.module.css';
import { endOfDay, type ListKind } from './number-lists.ts';

/** Adds one number, or the beginning of many; what a block would have done is said before it is saved. */
export function NumberForm({ kind, more }: { kind: ListKind; more?: ReactNode }) {
  const t = useT('number-lists');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [pattern, setPattern] = useState('');
  const [comment, setComment] = useState('');
  const [until, setUntil] = useState('');
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      api.post(`/${kind}`, { pattern: pattern.trim(), comment: comment.trim() || null, expiresAt: endOfDay(until) }),
    onSuccess: () => {
      setPattern('');
      setComment('');
      setUntil('');
      void queryClient.invalidateQueries({ queryKey: [kind] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pattern.trim() !== '') mutate();
  };
  return (
    <form onSubmit={submit} style={{ margin: '4px 0 16px' }}>
      <p className={classes.note}>{t(`${kind}.text`)}</p>
      <div className={own.add}>
        <TextInput
          label={t('pattern')}
          inputMode="tel"
          required
          withAsterisk={false}
          maxLength={60}
          value={pattern}
          onChange={({ currentTarget }) => {
            if (error) reset();
            setPattern(currentTarget.value);
          }}
        />
        <TextInput
          label={t(`${kind}.comment`)}
          maxLength={500}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('expires')}
          title={t('expiresHint')}
          value={until}
          onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={isPending}>
          {t(`${kind}.add`)}
        </Button>
        {more}
      </div>
      {kind === 'blacklist' && <BlockPreview typed={pattern} />}
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </form>
  );
}
