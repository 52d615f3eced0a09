import type { CallOutcomes } from '@carillon/contract';
import { Skeleton, TagsInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';
import { Section } from '../../../ui/section.tsx';

const outcomesQuery = queryOptions({
  queryKey: ['call-outcomes'],
  queryFn: ({ signal }) => api.get<CallOutcomes>('/call-outcomes', { signal }),
});
const { queryKey } = outcomesQuery;
const WORDS_MAX = 20;

type Change = { items: string[]; undoing?: boolean };

/** 4.6: what a call may have come to, as the pop-up offers it with one click. */
export function OutcomesSection() {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data } = useQuery(outcomesQuery);
  const show = (items: string[]) => queryClient.setQueryData(queryKey, { items, nextCursor: null });
  const { mutate } = useMutation({
    scope: { id: 'call-outcomes' }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ items }: Change) => api.put<CallOutcomes>('/call-outcomes', { items }),
    onMutate: async ({ items }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey)?.items;
      show(items);
      return before;
    },
    onSuccess: (_saved, { undoing }, before) => {
      if (undoing || !before) return;
      const undo = () => mutate({ items: before, undoing: true });
      notifyUndo({ id: 'outcomes', text: t('outcomes.saved'), undoLabel: common('undo'), undo });
    },
    onError: (error, _change, before) => {
      if (before) show(before);
      notifyFault(errorText(error));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  return (
    <Section title={t('outcomes.title')} text={t('outcomes.text')}>
      {data ? (
        <TagsInput
          maw={560}
          aria-label={t('outcomes.title')}
          placeholder={t('outcomes.add')}
          value={data.items}
          maxTags={WORDS_MAX}
          acceptValueOnBlur
          onChange={(items) => mutate({ items })}
        />
      ) : (
        <Skeleton height={60} />
      )}
    </Section>
  );
}
