import type { Deal, DealBoard, Stage } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { dealQuery } from './deals-query.ts';
import { moveDeal } from './move-deal.ts';
import { refreshDeals } from './refresh-deals.ts';

type Move = { deal: Deal; to: Stage; undone?: true };

/** Moves a deal to a stage at once on the screen, then on the server; can be taken back for 8 seconds. */
export function useMoveDeal(): (deal: Deal, to: Stage) => void {
  const t = useT('work');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ deal, to }: Move) => api.patch<Deal>(`/deals/${deal.id}`, { stageId: to.id }),
    onMutate: async ({ deal, to }) => {
      await queryClient.cancelQueries({ queryKey: ['deals'] });
      const { queryKey } = dealQuery(deal.id);
      queryClient.setQueriesData<DealBoard>({ queryKey: ['deals', 'board'] }, (now) => now && moveDeal(now, deal.id, to.id));
      queryClient.setQueryData<Deal>(queryKey, (now) => now && { ...now, stageId: to.id, stage: to });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSuccess: (_saved, { deal, to, undone }) => {
      if (undone) return;
      notifyUndo({
        id: `deal-${deal.id}`,
        text: t('dealMoved', { title: deal.title, stage: to.name }),
        undoLabel: common('undo'),
        undo: () => mutate({ deal: { ...deal, stageId: to.id, stage: to }, to: deal.stage, undone: true }),
      });
    },
    onSettled: () => refreshDeals(queryClient),
  });
  return (deal, to) => {
    if (deal.stageId !== to.id) mutate({ deal, to });
  };
}
