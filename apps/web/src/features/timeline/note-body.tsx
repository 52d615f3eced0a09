import type { Note } from '@carillon/contract';
import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { EntryBody } from '../../ui/entry-body.tsx';
import entry from '../../ui/entry-body.module.css';
import classes from './timeline.module.css';

/** What somebody wrote; one's own words can be changed. */
export function NoteBody({ note }: { note: Note }) {
  const t = useT('work');
  const me = useMe();
  const [editing, setEditing] = useState(false);
  return (
    <EntryBody
      at={note.at}
      head={
        <>
          <span className={entry.quiet}>{note.author?.name ?? t('system')}</span>
          {note.author?.id === me.id && !editing && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="xs"
              className={classes.edit}
              aria-label={t('editNote')}
              onClick={() => setEditing(true)}
            >
              <IconPencil size={14} />
            </ActionIcon>
          )}
        </>
      }
    >
      {editing ? <Rewrite note={note} close={() => setEditing(false)} /> : <p className={entry.text}>{note.text}</p>}
    </EntryBody>
  );
}

function Rewrite({ note, close }: { note: Note; close: () => void }) {
  const t = useT('work');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [text, setText] = useState(note.text);
  const save = useMutation({
    mutationFn: () => api.patch<Note>(`/notes/${note.id}`, { text: text.trim() }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['timeline'] }); // else the old words flash up
      close();
    },
  });
  const submit = () => {
    if (text.trim() === '' || save.isPending) return;
    if (text.trim() === note.text) close();
    else save.mutate();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    if (event.key === 'Escape') close();
  };
  return (
    <form onSubmit={onSubmit}>
      <Textarea
        autosize
        autoFocus
        minRows={1}
        maxRows={12}
        maxLength={10_000}
        aria-label={t('editNote')}
        value={text}
        error={save.error && errorText(save.error)}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button type="submit" size="compact-sm" loading={save.isPending} disabled={text.trim() === ''}>
          {common('save')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  );
}
