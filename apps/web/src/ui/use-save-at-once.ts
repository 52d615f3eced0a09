import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../lib/api.ts';
import { useT } from '../lib/i18n/use-t.ts';
import { useErrorText } from '../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from './notify-undo.tsx';

type Options<Settings> = {
  path: string;
  queryKey: QueryKey;
  /** Said when it is saved, beside "undo". */
  text: string;
  /** What an undo puts back in any case. */
  always?: (before: Settings) => Partial<Settings>;
};
type Step<Settings> = { patch: Partial<Settings>; undoing?: boolean };

/** Saves a part of some settings at once on the screen, then on the server; it can be taken back for 8 seconds. */
export function useSaveAtOnce<Settings extends object>({ path, queryKey, text, always }: Options<Settings>) {
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    scope: { id: path }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ patch }: Step<Settings>) => api.patch<Settings>(path, patch),
    onMutate: async ({ patch }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Settings>(queryKey);
      if (before) queryClient.setQueryData<Settings>(queryKey, { ...before, ...patch });
      return before;
    },
    onSuccess: (saved, { patch, undoing }, before) => {
      queryClient.setQueryData<Settings>(queryKey, saved);
      if (undoing || !before) return;
      const was = Object.fromEntries(Object.keys(patch).map((key) => [key, Reflect.get(before, key)]));
      const back = { ...was, ...always?.(before) } as Partial<Settings>; // the same keys, with the values of before
      const undo = () => mutate({ patch: back, undoing: true });
      notifyUndo({ id: path, text, undoLabel: common('undo'), undo });
    },
    onError: (error, _step, before) => {
      if (before) queryClient.setQueryData<Settings>(queryKey, before);
      notifyFault(errorText(error));
    },
  });
  return (patch: Partial<Settings>): void => mutate({ patch });
}
