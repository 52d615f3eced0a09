import type { CallView } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { NoteField } from '../../ui/note-field.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './call-notes.module.css';
import { callQuery } from './call-query.ts';

/** What people wrote about the call, and room for one more. */
export function CallNotes({ call }: { call: CallView }) {
  const t = useT('calls');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: (note: string) => api.post<CallView>(`/calls/${call.id}/notes`, { text: note }),
    onSuccess: (changed) => {
      queryClient.setQueryData(callQuery(call.id).queryKey, changed);
      void queryClient.invalidateQueries({ queryKey: ['calls', 'list'] });
    },
  });

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
      <NoteField
        label={t('addNote')}
        saveLabel={t('saveNote')}
        maxLength={5000}
        minRows={2}
        saving={add.isPending}
        fault={add.error ? errorText(add.error) : undefined}
        save={(text) => add.mutateAsync(text)}
      />
    </>
  );
}
