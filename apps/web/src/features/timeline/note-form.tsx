import type { Note, NoteCreate } from '@carillon/contract';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from './timeline.module.css';

/** Room for a note; Ctrl Enter saves it. */
export function NoteForm({ about }: { about: NoteCreate['about'] }) {
  const t = useT('work');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: (note: NoteCreate) => api.post<Note>('/notes', note),
    onSuccess: () => setText(''),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['timeline'] }),
  });
  const save = () => {
    if (text.trim() !== '' && !add.isPending) add.mutate({ about, text: text.trim() });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
  };
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      <Textarea
        autosize
        minRows={1}
        maxRows={12}
        maxLength={10_000}
        aria-label={t('addNote')}
        placeholder={t('addNote')}
        value={text}
        error={add.error && errorText(add.error)}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {text.trim() !== '' && (
        <Button type="submit" mt={8} loading={add.isPending} rightSection={<kbd className={classes.key}>Ctrl ↵</kbd>}>
          {t('saveNote')}
        </Button>
      )}
    </form>
  );
}
