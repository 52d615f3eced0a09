import type { Lead } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { clientQuery } from '../clients/client-query.ts';

type Move = { lead: Lead; back: boolean };

/** Makes the reader responsible for a lead of the pool; of all who try at once one gets it. Can be taken back for 8 seconds. */
export function useTakeLead(): { take: (lead: Lead) => void; taking: string | undefined } {
  const t = useT('work');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ lead, back }: Move) =>
      back ? api.patch<Lead>(`/leads/${lead.id}`, { responsibleId: null }) : api.put<Lead>(`/leads/${lead.id}/claim`),
    onError: (error) => notifyFault(errorText(error)),
    onSuccess: (saved, { lead, back }) => {
      queryClient.setQueryData(clientQuery('leads', lead.id).queryKey, saved);
      if (back) return;
      const undo = () => mutate({ lead, back: true });
      notifyUndo({ text: t('leadTaken', { name: lead.name }), undoLabel: common('undo'), undo });
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['leads'] }),
  });
  return { take: (lead) => mutate({ lead, back: false }), taking: isPending ? variables.lead.id : undefined };
}
