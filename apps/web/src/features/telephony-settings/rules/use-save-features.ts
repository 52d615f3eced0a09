import type { FeaturesPatch, TelephonySettings } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';
import { settingsQuery } from '../telephony-queries.ts';
import { inverseOf, patchedFeatures } from './features-patch.ts';

const KEY = ['save-features'];
const { queryKey } = settingsQuery;

/** Saves options: shown at once, taken back when they are refused, and by "undo" for 8 seconds. */
export function useSaveFeatures(): (patch: FeaturesPatch) => void {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationKey: KEY,
    scope: { id: 'save-features' }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ patch }: { patch: FeaturesPatch; undoing?: boolean }) =>
      api.patch<TelephonySettings>('/telephony/settings', { features: patch }),
    onMutate: async ({ patch }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (!before) return null;
      queryClient.setQueryData(queryKey, { ...before, features: patchedFeatures(before.features, patch) });
      return inverseOf(before.features, patch);
    },
    onSuccess: (settings, { undoing }, inverse) => {
      if (queryClient.isMutating({ mutationKey: KEY }) === 1) queryClient.setQueryData(queryKey, settings); // else a later choice is shown already
      if (undoing || !inverse) return;
      const undo = () => mutate({ patch: inverse, undoing: true });
      notifyUndo({ id: 'features', text: t('saved'), undoLabel: common('undo'), undo });
    },
    onError: (error, _change, inverse) => {
      const shown = queryClient.getQueryData(queryKey);
      if (shown && inverse) queryClient.setQueryData(queryKey, { ...shown, features: patchedFeatures(shown.features, inverse) });
      notifyFault(errorText(error));
      void queryClient.invalidateQueries({ queryKey });
    },
  });
  return (patch) => mutate({ patch });
}
