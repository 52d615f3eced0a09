import type { Session, User } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { sessionQuery, useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';

type Change = { absence: User['absence']; undoing?: boolean };
type Saver = { save: (absence: User['absence']) => void; saving: boolean };

/** Saves whether somebody is away: shown at once, taken back when it is refused, and by "undo" for 8 seconds. */
export function useSaveAbsence(user: Pick<User, 'id' | 'name' | 'absence'>): Saver {
  const t = useT('presence');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const mine = useMe().id === user.id;
  const show = (absence: User['absence']) => {
    if (!mine) return;
    const patched = (session: Session | undefined) => session && { ...session, absence, user: { ...session.user, absence } };
    queryClient.setQueryData<Session>(sessionQuery.queryKey, patched);
  };
  const { mutate, isPending } = useMutation({
    mutationFn: ({ absence }: Change) => api.patch<User>(`/users/${user.id}`, { absence }),
    onMutate: ({ absence }) => {
      show(absence);
      return user.absence;
    },
    onSuccess: (_saved, { absence, undoing }, before) => {
      if (undoing) return;
      const text = mine ? t(absence ? 'saidAway' : 'saidBack') : t('saidOf', { name: user.name });
      const undo = () => mutate({ absence: before ?? null, undoing: true });
      notifyUndo({ id: `absence-${user.id}`, text, undoLabel: common('undo'), undo });
    },
    onError: (error, _change, before) => {
      show(before ?? null);
      notifyFault(errorText(error));
    },
    onSettled: () => {
      for (const queryKey of [['users'], ['colleagues']]) void queryClient.invalidateQueries({ queryKey });
    },
  });
  return { save: (absence) => mutate({ absence }), saving: isPending };
}
