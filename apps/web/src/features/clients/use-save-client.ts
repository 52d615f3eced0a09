import type { PhoneRead, PhoneWrite } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { type ClientOf, type PatchOf, type Resource, clientQuery } from './client-query.ts';

/** `patch` goes to the server, `shown` is what the card shows meanwhile. */
export type Change<R extends Resource> = { patch: PatchOf[R]; shown: Partial<ClientOf[R]> };
type Step<R extends Resource> = Change<R> & { /** What takes it back; none when it is itself an undo. */ back?: PatchOf[R] };

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

/** Saves a change of a client at once on the screen, then on the server; it can be taken back for 8 seconds. Resolves to whether it was saved. */
export function useSaveClient<R extends Resource>(resource: R, client: ClientOf[R]): (change: Change<R>) => Promise<boolean> {
  const t = useT('clients');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { queryKey } = clientQuery(resource, client.id);

  const { mutate, mutateAsync } = useMutation({
    mutationFn: ({ patch }: Step<R>) => api.patch<ClientOf[R]>(`/${resource}/${client.id}`, patch),
    onMutate: async ({ shown }) => {
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData<ClientOf[R]>(queryKey, (now) => now && { ...now, ...shown });
    },
    onError: (error) => {
      notifyFault(errorText(error));
      void queryClient.invalidateQueries({ queryKey });
    },
    onSuccess: (saved, { patch, back }) => {
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: [resource, 'list'] });
      if ('phones' in patch) void queryClient.invalidateQueries({ queryKey: ['calls'] }); // calls of a new number are linked to the client
      if (!back) return;
      const undo = () => mutate({ patch: back, shown: {} });
      notifyUndo({ id: 'client-saved', text: t('changed'), undoLabel: common('undo'), undo });
    },
  });
  return (change) =>
    mutateAsync({ ...change, back: backOf(client, change.patch) }).then(
      () => true,
      () => false, // said by onError already
    );
}
