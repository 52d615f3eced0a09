import type { WeeklyReport, WeeklyReportPatch } from '@carillon/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault } from '../../ui/notify-undo.tsx';
import { useSaveAtOnce } from '../../ui/use-save-at-once.ts';

const PATH = '/reports/weekly';
const WHILE_IT_GOES_MS = 2_000;
const OTHERWISE_MS = 60_000;

export const weeklyReportQuery = queryOptions({
  queryKey: ['reports', 'weekly'],
  queryFn: ({ signal }) => api.get<WeeklyReport>(PATH, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.trial?.state === 'waiting' ? WHILE_IT_GOES_MS : OTHERWISE_MS),
});
const { queryKey } = weeklyReportQuery;

/** Saves at once; it can be taken back for 8 seconds. */
export function useSaveReport(): (patch: WeeklyReportPatch) => void {
  const text = useT('weekly-report')('saved');
  const always = ({ enabled }: WeeklyReport) => ({ enabled }); // whoever was nobody's choice may stay one only while it is off
  return useSaveAtOnce({ path: PATH, queryKey, text, always });
}

/** Asks for last week's report at once, for oneself. */
export function useSendTrial(): { send: () => void; asking: boolean } {
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const language = useLanguage();
  const { id, locale } = useMe();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      if (locale === null) await api.patch(`/users/${id}`, { locale: language }); // who never chose one gets letters in the one they read here
      return api.post<WeeklyReport>(`${PATH}/trial`);
    },
    onSuccess: (report) => queryClient.setQueryData(queryKey, report),
    onError: (error) => notifyFault(errorText(error)),
  });
  return { send: () => mutate(), asking: isPending };
}
