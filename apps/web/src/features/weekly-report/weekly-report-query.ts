import type { WeeklyReport, WeeklyReportPatch } from '@carillon/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';

const PATH = '/reports/weekly';
const WHILE_IT_GOES_MS = 2_000;
const OTHERWISE_MS = 60_000;

export const weeklyReportQuery = queryOptions({
  queryKey: ['reports', 'weekly'],
  queryFn: ({ signal }) => api.get<WeeklyReport>(PATH, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.trial?.state === 'waiting' ? WHILE_IT_GOES_MS : OTHERWISE_MS),
});
const { queryKey } = weeklyReportQuery;

type Step = { patch: WeeklyReportPatch; undoing?: boolean };

/** Saves at once on the screen, then on the server; it can be taken back for 8 seconds. */
export function useSaveReport(): (patch: WeeklyReportPatch) => void {
  const t = useT('weekly-report');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    scope: { id: 'weekly-report' }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ patch }: Step) => api.patch<WeeklyReport>(PATH, patch),
    onMutate: async ({ patch }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, { ...before, ...patch });
      return before;
    },
    onSuccess: (saved, { patch, undoing }, before) => {
      queryClient.setQueryData(queryKey, saved);
      if (undoing || !before) return;
      const { enabled } = before;
      const back = Object.fromEntries(Object.keys(patch).map((key) => [key, Reflect.get(before, key)]));
      notifyUndo({
        id: 'weekly-report',
        text: t('saved'),
        undoLabel: common('undo'),
        undo: () => mutate({ patch: { ...back, enabled }, undoing: true }), // whoever was nobody's choice may stay one only while it is off
      });
    },
    onError: (error, _step, before) => {
      if (before) queryClient.setQueryData(queryKey, before);
      notifyFault(errorText(error));
    },
  });
  return (patch) => mutate({ patch });
}

/** Asks for last week's report at once, for oneself. */
export function useSendTrial(): { send: () => void; asking: boolean } {
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.post<WeeklyReport>(`${PATH}/trial`),
    onSuccess: (report) => queryClient.setQueryData(queryKey, report),
    onError: (error) => notifyFault(errorText(error)),
  });
  return { send: () => mutate(), asking: isPending };
}
