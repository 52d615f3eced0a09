import type { CallView } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { InlineText } from '../../ui/inline-text.tsx';
import { notifyFault } from '../../ui/notify-undo.tsx';
import { callQuery } from './call-query.ts';

/** What came of the call, in a few words. */
export function CallOutcome({ call }: { call: CallView }) {
  const t = useT('calls');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (outcome: string) => api.patch<CallView>(`/calls/${call.id}`, { outcome: outcome === '' ? null : outcome }),
    onMutate: (outcome) => queryClient.setQueryData(callQuery(call.id).queryKey, (now) => now && { ...now, outcome }),
    onError: (error) => notifyFault(errorText(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['calls'] }),
  });
  return (
    <InlineText
      label={t('outcome')}
      placeholder={t('outcomeHint')}
      value={call.outcome ?? ''}
      maxLength={200}
      onSave={(outcome) => save.mutate(outcome)}
    />
  );
}
