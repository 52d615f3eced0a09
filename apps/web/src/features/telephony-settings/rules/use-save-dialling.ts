import type { DiallingRules, TelephonySettings } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { sessionQuery } from '../../../lib/session.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';
import { settingsQuery } from '../telephony-queries.ts';

type Change = { patch: Partial<DiallingRules>; undoing?: boolean };

/** Saves at once; undo takes it back for 8 seconds. */
export function useSaveDialling(before: DiallingRules): (change: Change) => void {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    scope: { id: 'save-features' }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ patch }: Change) => api.patch<TelephonySettings>('/telephony/settings', { dialling: patch }),
    onSuccess: (settings, { undoing }) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      void queryClient.invalidateQueries({ queryKey: ['telephony', 'dialling'] });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }); // whether I have a browser phone
      if (undoing) return;
      const undo = () => mutate({ patch: before, undoing: true });
      notifyUndo({ id: 'features', text: t('saved'), undoLabel: common('undo'), undo });
    },
    onError: (error) => notifyFault(errorText(error)),
  });
  return mutate;
}
