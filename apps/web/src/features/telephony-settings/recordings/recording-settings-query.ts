import type { RecordingSettings, RecordingSettingsPatch } from '@carillon/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';

const PATH = '/telephony/recordings';

export const recordingSettingsQuery = queryOptions({
  queryKey: ['telephony', 'recordings'],
  queryFn: ({ signal }) => api.get<RecordingSettings>(PATH, { signal }),
});
const { queryKey } = recordingSettingsQuery;

type Step = { patch: RecordingSettingsPatch; undoing?: boolean };

/** Saves at once on the screen, then on the server; it can be taken back for 8 seconds. */
export function useSaveRecordingSettings(): (patch: RecordingSettingsPatch) => void {
  const t = useT('recordings');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    scope: { id: 'recording-settings' }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ patch }: Step) => api.patch<RecordingSettings>(PATH, patch),
    onMutate: async ({ patch }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, { ...before, ...patch });
      return before;
    },
    onSuccess: (saved, { patch, undoing }, before) => {
      queryClient.setQueryData(queryKey, saved);
      if (undoing || !before) return;
      const back = Object.fromEntries(Object.keys(patch).map((key) => [key, Reflect.get(before, key)]));
      notifyUndo({
        id: 'recording-settings',
        text: t('saved'),
        undoLabel: common('undo'),
        undo: () => mutate({ patch: back, undoing: true }),
      });
    },
    onError: (error, _step, before) => {
      if (before) queryClient.setQueryData(queryKey, before);
      notifyFault(errorText(error));
    },
  });
  return (patch) => mutate({ patch });
}
