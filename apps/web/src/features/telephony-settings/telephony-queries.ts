import type {
  Balance,
  BrowserPhoneHosts,
  Extension,
  NotificationsState,
  PbxEvent,
  PbxNumber,
  RelayList,
  Schedule,
  TelephonyAlertList,
  TelephonyCheck,
  TelephonySettings,
  TelephonySettingsPatch,
  User,
} from '@carillon/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

type List<T> = { items: T[]; nextCursor: string | null };
export type ExtensionList = List<Extension> & { refreshedAt: string | null };

export const settingsQuery = queryOptions({
  queryKey: ['telephony', 'settings'],
  queryFn: ({ signal }) => api.get<TelephonySettings>('/telephony/settings', { signal }),
});

export const CHECK_KEY = ['telephony', 'check'];
/** The checklist; looked at again every few seconds while a step waits for something outside (a test call). */
export const checkQuery = queryOptions({
  queryKey: CHECK_KEY,
  queryFn: ({ signal }) => api.post<TelephonyCheck>('/telephony/check', undefined, { signal }),
  refetchInterval: 15_000,
});

/** Whether anybody would be known when they call (6.9). Asks no provider, unlike the checklist. */
export const hasClientsQuery = queryOptions({
  queryKey: ['contacts', 'any-client'],
  queryFn: async ({ signal }) => {
    const lists = ['/contacts', '/companies'].map((path) => api.get<List<unknown>>(path, { query: { limit: 1 }, signal }));
    return (await Promise.all(lists)).some(({ items }) => items.length > 0);
  },
});

export const alertsQuery = queryOptions({
  queryKey: ['telephony', 'alerts'],
  queryFn: ({ signal }) => api.get<TelephonyAlertList>('/telephony/alerts', { signal }),
  refetchInterval: 60_000,
});

export const notificationsQuery = queryOptions({
  queryKey: ['telephony', 'notifications'],
  queryFn: ({ signal }) => api.get<NotificationsState>('/telephony/notifications', { signal }),
  retry: false,
});

export const relaysQuery = queryOptions({
  queryKey: ['telephony', 'relays'],
  queryFn: ({ signal }) => api.get<RelayList>('/telephony/relays', { signal }),
  refetchInterval: 10_000,
});

/** Whether the provider lets its phone run on the pages of this host (3.11). */
export const browserPhoneHostsQuery = (host: string) =>
  queryOptions({
    queryKey: ['telephony', 'browser-phone', host],
    queryFn: ({ signal }) => api.get<BrowserPhoneHosts>('/telephony/browser-phone/hosts', { query: { host }, signal }),
    retry: false,
  });

export const balanceQuery = queryOptions({
  queryKey: ['telephony', 'balance'],
  queryFn: ({ signal }) => api.get<Balance>('/telephony/balance', { signal }),
  staleTime: 60_000,
  retry: false,
});

export const extensionsQuery = queryOptions({
  queryKey: ['telephony', 'extensions'],
  queryFn: ({ signal }) => api.get<ExtensionList>('/telephony/extensions', { signal }),
  refetchInterval: 60_000,
});

export type NumberList = List<PbxNumber>;
export const numbersQuery = queryOptions({
  queryKey: ['telephony', 'numbers'],
  queryFn: ({ signal }) => api.get<NumberList>('/telephony/numbers', { signal }),
});

export const schedulesQuery = queryOptions({
  queryKey: ['telephony', 'schedules'],
  queryFn: ({ signal }) => api.get<List<Schedule>>('/telephony/schedules', { signal }),
});

export const eventsQuery = queryOptions({
  queryKey: ['telephony', 'events'],
  queryFn: ({ signal }) => api.get<List<PbxEvent>>('/telephony/events', { query: { limit: 50 }, signal }),
  refetchInterval: 3000,
});

export const usersQuery = queryOptions({
  queryKey: ['users', 'for-telephony'],
  queryFn: ({ signal }) => api.get<List<User>>('/users', { query: { limit: 200 }, signal }),
});

/** Saves a part of the settings. The answer replaces what is shown; everything that depends on the connection is asked anew. */
export function useSaveSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (patch: TelephonySettingsPatch) => api.patch<TelephonySettings>('/telephony/settings', patch),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      void queryClient.invalidateQueries({ queryKey: CHECK_KEY });
    },
  });
}

/** Asks for everything about the telephony again, after the connection itself has changed. */
export function useForgetTelephony(): () => void {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: ['telephony'] });
    void queryClient.invalidateQueries({ queryKey: ['session'] });
    void queryClient.invalidateQueries({ queryKey: ['status'] });
    void queryClient.invalidateQueries({ queryKey: ['users'] });
  };
}
