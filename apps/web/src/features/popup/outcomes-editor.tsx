import type { CallOutcomes } from '@carillon/contract';
import { TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { outcomesQuery } from './outcome-chips.tsx';

/** Which results are offered after a call, to everybody in the company. */
export function OutcomesEditor() {
  const t = useT('popup');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data } = useQuery(outcomesQuery);
  const save = useMutation({
    mutationFn: (items: string[]) => api.put<CallOutcomes>('/call-outcomes', { items }),
    onMutate: (items) => queryClient.setQueryData(outcomesQuery.queryKey, { items, nextCursor: null }),
    onSuccess: (saved) => queryClient.setQueryData(outcomesQuery.queryKey, saved),
    onError: () => queryClient.invalidateQueries({ queryKey: outcomesQuery.queryKey }),
  });
  if (!data) return null;
  return (
    <TagsInput
      label={t('outcomesOffered')}
      description={t('outcomesOfferedHint')}
      value={data.items}
      maxTags={20}
      acceptValueOnBlur
      error={save.error && errorText(save.error)}
      onChange={(items) => save.mutate(items.map((item) => item.slice(0, 60)))}
    />
  );
}
