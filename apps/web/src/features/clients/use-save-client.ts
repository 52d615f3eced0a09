import type { PhoneRead, PhoneWrite } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { type ClientOf, type PatchOf, type Resource, clientQuery } from './client-query.ts';

/** `patch` goes to the server, `shown` is what the card shows meanwhile. */
export type Change<R extends Resource> = { patch: PatchOf[R]; shown: Partial<ClientOf[R]>; undoes?: boolean };

/** A number as it was typed, ready to be written again. */
export const phoneWrite = ({ number, typed, label, state }: PhoneRead): PhoneWrite => ({
  number: typed === '' ? number : typed,
  label,
  state,
});

/** The change that takes `patch` back. */
function backOf<R extends Resource>(client: ClientOf[R], patch: PatchOf[R]): PatchOf[R] {
  const was = Object.keys(patch).map((key) => [key, key === 'phones' ? client.phones.map(phoneWrite) : Reflect.get(client, key)]);
  return Object.fromEntries(was) as PatchOf[R]; // the same keys as the patch, with the record's own values
}

/** Saves a change of a client at once on the screen, then on the server; it can be taken back for 8 seconds. */
export function useSaveClient<R extends Resource>(resource: R, client: ClientOf[R]): (change: Change<R>) => void {
  const t = useT('clients');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { queryKey } = clientQuery(resource, client.id);

  const { mutate } = useMutation({
    mutationFn: ({ patch }: Change<R>) => api.patch<ClientOf[R]>(`/${resource}/${client.id}`, patch),
    onMutate: async ({ shown }) => {
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData<ClientOf[R]>(queryKey, (now) => now && { ...now, ...shown });
    },
    onError: (error) => {
      notifyFault(errorText(error));
      void queryClient.invalidateQueries({ queryKey });
    },
    onSuccess: (saved, { patch, undoes }) => {
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: [resource, 'list'] });
      if ('phones' in patch) void queryClient.invalidateQueries({ queryKey: ['calls'] }); // calls of a new number are linked to the client
      if (undoes) return;
      const back: Change<R> = { patch: backOf(client, patch), shown: {}, undoes: true };
      notifyUndo({ id: 'client-saved', text: t('changed'), undoLabel: common('undo'), undo: () => mutate(back) });
    },
  });
  return mutate;
}
