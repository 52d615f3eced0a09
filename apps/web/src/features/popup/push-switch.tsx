import { Switch } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { canPush, isSubscribed, subscribe, unsubscribe } from './push-subscription.ts';

const subscribedQuery = queryOptions({ queryKey: ['push-subscribed'], queryFn: isSubscribed, staleTime: 0 });

/** Calls in this browser also while no page of ours is open; each browser is asked for itself. */
export function PushSwitch() {
  const t = useT('popup');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data: subscribed = false } = useQuery(subscribedQuery);
  const change = useMutation({
    mutationFn: (on: boolean) => (on ? subscribe() : unsubscribe()),
    onSettled: () => queryClient.invalidateQueries({ queryKey: subscribedQuery.queryKey }),
  });
  const fault = change.error && (change.error instanceof ApiError ? errorText(change.error) : t('pushRefused'));
  return (
    <Switch
      label={t('push')}
      description={t(canPush() ? 'pushHint' : 'pushUnsupported')}
      disabled={!canPush() || change.isPending}
      checked={change.isPending ? change.variables : subscribed}
      error={fault}
      onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
    />
  );
}
