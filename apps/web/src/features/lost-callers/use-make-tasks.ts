import type { LostCallerTasks } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyDone, notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { LOST_KEY, type LostPeriod } from './use-lost-callers.ts';

/** Makes call-back tasks for these callers, or for all of the period; the whole press can be taken back for 8 seconds. */
export function useMakeTasks(period: LostPeriod) {
  const t = useT('lost-callers');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const refresh = () => {
    for (const queryKey of [LOST_KEY, ['tasks']]) void queryClient.invalidateQueries({ queryKey });
  };
  const fail = (error: unknown) => notifyFault(errorText(error));
  return useMutation({
    mutationFn: (numbers: readonly string[] | undefined) =>
      api.post<LostCallerTasks>('/lost-callers/tasks', { ...period, ...(numbers && { numbers }) }),
    onError: fail,
    onSuccess: ({ id, made }) => {
      if (made === 0) return notifyDone(t('noneMade'));
      const undo = () => void api.delete(`/lost-callers/tasks/${id}`).catch(fail).finally(refresh);
      notifyUndo({ id: `lost-${id}`, text: t('made', { count: made }), undoLabel: common('undo'), undo });
    },
    onSettled: refresh,
  });
}
