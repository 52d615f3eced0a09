import type { CallView } from '@carillon/contract';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './call-notes.module.css';
import { callQuery } from './call-query.ts';

/** What people wrote about the call, and room for one more. */
export function CallNotes({ call }: { call: CallView }) {
  const t = useT('calls');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: (note: string) => api.post<CallView>(`/calls/${call.id}/notes`, { text: note }),
    onSuccess: (changed) => {
      setText('');
      queryClient.setQueryData(callQuery(call.id).queryKey, changed);
      void queryClient.invalidateQueries({ queryKey: ['calls', 'list'] });
    },
  });
  const save = () => {
    if (text.trim() !== '' && !add.isPending) add.mutate(text.trim());
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
  };

  return (
    <>
      <ul className={classes.notes}>
        {call.notes.map((note) => (
          <li key={`${note.at}-${note.text}`}>
            <div className={classes.head}>
              <span>{note.author?.name ?? t('system')}</span>
              <TimeText at={note.at} />
            </div>
            <p className={classes.text}>{note.text}</p>
          </li>
        ))}
      </ul>
      <form onSubmit={onSubmit}>
        <Textarea
          autosize
          minRows={2}
          maxRows={10}
          maxLength={5000}
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
    </>
  );
}
