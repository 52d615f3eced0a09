import type { MissedCall } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyDone, notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';

export type MissedAct = 'claim' | 'release' | 'done';
type Asked = { call: MissedCall; act: MissedAct };

const ask = ({ call: { id }, act }: Asked): Promise<unknown> => {
  if (act === 'done') return api.put(`/missed-calls/${id}/resolution`);
  return act === 'claim' ? api.put(`/missed-calls/${id}/claim`) : api.delete(`/missed-calls/${id}/claim`);
};

/** Claims a caller, lets go of them, or says that it is done: that can be taken back for 8 seconds, through its task. */
export function useActOnMissed(): (asked: Asked) => void {
  const t = useT('missed');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['missed-calls'] });
  const fail = (error: unknown) => notifyFault(errorText(error));
  const { mutate } = useMutation({
    mutationFn: ask,
    onError: fail,
    onSuccess: (_answer, { call: { id, taskId, clients, callerNumber }, act }) => {
      if (act !== 'done') return;
      const text = t('doneSaid', { name: clients[0]?.name ?? callerNumber });
      if (taskId === null) return notifyDone(text);
      const undo = () => void api.patch(`/tasks/${taskId}`, { doneAt: null }).catch(fail).finally(refresh);
      notifyUndo({ id: `missed-${id}`, text, undoLabel: common('undo'), undo });
    },
    onSettled: refresh,
  });
  return mutate;
}
