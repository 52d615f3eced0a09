import type { Deal, DealPatch } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { dealQuery } from './deals-query.ts';
import { refreshDeals } from './refresh-deals.ts';

type Change = { patch: DealPatch; shown: Partial<Deal> };

/** Saves a change of a deal at once on the screen, then on the server; it can be taken back for 8 seconds. */
export function useSaveDeal(deal: Deal): (change: Change) => void {
  const t = useT('work');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { queryKey } = dealQuery(deal.id);
  const { mutate } = useMutation({
    mutationFn: ({ patch }: Change & { back?: DealPatch }) => api.patch<Deal>(`/deals/${deal.id}`, patch),
    onMutate: async ({ shown }) => {
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData<Deal>(queryKey, (now) => now && { ...now, ...shown });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSuccess: (saved, { back }) => {
      queryClient.setQueryData(queryKey, saved);
      if (!back) return;
      const undo = () => mutate({ patch: back, shown: {} });
      notifyUndo({ id: 'deal-saved', text: t('saved'), undoLabel: common('undo'), undo });
    },
    onSettled: () => refreshDeals(queryClient),
  });
  return (change) => {
    const was = Object.keys(change.patch).map((key) => [key, Reflect.get(deal, key)]);
    mutate({ ...change, back: Object.fromEntries(was) as DealPatch }); // the same keys as the patch, with the deal's own values
  };
}
