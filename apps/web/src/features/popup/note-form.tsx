import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from './popup.module.css';

type Props = { callId: string; setTyping: (typing: boolean) => void };

/** One note after another on a running call: Enter saves, Shift+Enter begins a line. Unsaved words keep the pop-up open. */
export function NoteForm({ callId, setTyping }: Props) {
  const t = useT('popup');
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const { mutate, isPending, error, isSuccess, reset } = useMutation({
    mutationFn: (note: string) => api.post(`/calls/${callId}/notes`, { text: note }),
    onSuccess: () => change(''),
  });
  const change = (next: string) => {
    setText(next);
    setTyping(next.trim() !== '');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && text.trim() !== '') event.stopPropagation(); // words are not lost by one key
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (text.trim() !== '' && !isPending) mutate(text.trim());
  };
  return (
    <div className={classes.note}>
      <Textarea
        aria-label={t('note')}
        placeholder={t('noteHint')}
        size="xs"
        autosize
        minRows={1}
        maxRows={5}
        maxLength={5000}
        value={text}
        error={error && t('noteFailed', { reason: errorText(error) })}
        onChange={({ currentTarget }) => {
          if (isSuccess || error) reset();
          change(currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <output className={classes.saved}>{isSuccess && text === '' ? t('noteSaved') : ''}</output>
    </div>
  );
}
