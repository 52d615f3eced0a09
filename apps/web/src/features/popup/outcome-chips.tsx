import type { CallOutcomes, LiveCall } from '@carillon/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from './popup.module.css';

/** What a talk can come to, as the company has named it. */
export const outcomesQuery = queryOptions({
  queryKey: ['call-outcomes'],
  queryFn: ({ signal }) => api.get<CallOutcomes>('/call-outcomes', { signal }),
  staleTime: 5 * 60_000,
});

/** What came of the talk, in one click; a second click takes it back. */
export function OutcomeChips({ call }: { call: LiveCall }) {
  const t = useT('popup');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data } = useQuery(outcomesQuery);
  const save = useMutation({
    mutationFn: (outcome: string | null) => api.patch(`/calls/${call.id}`, { outcome }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['calls'] }),
  });
  const chosen = save.isPending || save.isSuccess ? save.variables : call.outcome;
  const offered = data?.items ?? [];
  const chips = call.outcome === null || offered.includes(call.outcome) ? offered : [call.outcome, ...offered];
  if (chips.length === 0) return null;
  return (
    <div role="group" aria-label={t('outcome')} className={classes.chips}>
      {chips.map((outcome) => (
        <button
          key={outcome}
          type="button"
          className={classes.chip}
          aria-pressed={outcome === chosen}
          disabled={save.isPending}
          onClick={() => save.mutate(outcome === chosen ? null : outcome)}
        >
          {outcome}
        </button>
      ))}
      {save.error && <p role="alert">{errorText(save.error)}</p>}
    </div>
  );
}
