import type { Note, NoteCreate } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { NoteField } from '../../ui/note-field.tsx';
import classes from './timeline.module.css';

/** Room for a note about somebody or something. */
export function NoteForm({ about }: { about: NoteCreate['about'] }) {
  const t = useT('work');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: (note: NoteCreate) => api.post<Note>('/notes', note),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['timeline'] }),
  });
  return (
    <div className={classes.form}>
      <NoteField
        label={t('addNote')}
        saveLabel={t('saveNote')}
        maxLength={10_000}
        saving={add.isPending}
        fault={add.error ? errorText(add.error) : undefined}
        save={(text) => add.mutateAsync({ about, text })}
      />
    </div>
  );
}
