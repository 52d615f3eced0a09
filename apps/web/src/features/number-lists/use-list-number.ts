import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import type { ListEntry, ListKind } from './number-lists.ts';

type NewEntry = { pattern: string; comment?: string | null; expiresAt?: string | null; callId?: string };

/** Lists and calls may look different now: an exception puts automatic records away, and its removal brings them back. */
function useSeeAgain(kind: ListKind): () => void {
  const queryClient = useQueryClient();
  return () => {
    for (const queryKey of [[kind], ['calls'], ['leads'], ['contacts'], ['companies'], ['tasks']]) {
      void queryClient.invalidateQueries({ queryKey });
    }
  };
}

/** Puts a number on a list with one click, and takes it off again with "undo". */
export function useListNumber(kind: ListKind): (entry: NewEntry) => void {
  const t = useT('number-lists');
  const common = useT('common');
  const errorText = useErrorText();
  const formatNumber = useFormatNumber();
  const seeAgain = useSeeAgain(kind);
  const takeBack = useMutation({
    mutationFn: (id: string) => api.delete(`/${kind}/${id}`),
    onError: (error) => notifyFault(errorText(error)),
    onSettled: seeAgain,
  });
  const { mutate } = useMutation({
    mutationFn: (entry: NewEntry) => api.post<ListEntry>(`/${kind}`, entry),
    onSuccess: ({ id, pattern }) => {
      const said = pattern.endsWith('*') ? pattern : formatNumber(pattern);
      const undo = () => takeBack.mutate(id);
      notifyUndo({ text: t(`${kind}.added`, { pattern: said }), undoLabel: common('undo'), undo });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSettled: seeAgain,
  });
  return (entry) => mutate(entry);
}

/** Takes an entry off its list, and puts it there again with "undo". */
export function useUnlistNumber(kind: ListKind): { unlist: (entry: ListEntry) => void; removing: boolean } {
  const t = useT('number-lists');
  const common = useT('common');
  const errorText = useErrorText();
  const formatNumber = useFormatNumber();
  const seeAgain = useSeeAgain(kind);
  const restore = useMutation({
    mutationFn: ({ pattern, comment, expiresAt }: ListEntry) => api.post(`/${kind}`, { pattern, comment, expiresAt }),
    onError: (error) => notifyFault(errorText(error)),
    onSettled: seeAgain,
  });
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id }: ListEntry) => api.delete(`/${kind}/${id}`),
    onSuccess: (_gone, entry) => {
      const { pattern } = entry;
      const said = pattern.endsWith('*') ? pattern : formatNumber(pattern);
      const undo = () => restore.mutate(entry);
      notifyUndo({ text: t(`${kind}.removed`, { pattern: said }), undoLabel: common('undo'), undo });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSettled: seeAgain,
  });
  return { unlist: mutate, removing: isPending };
}
