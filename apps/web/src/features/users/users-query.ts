import type { TelephonySettings, User } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

const USERS_MAX = 200;

/** Everybody who has or had an account here. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => api.get<{ items: User[] }>('/users', { query: { limit: USERS_MAX }, signal }),
  select: ({ items }) => items,
});

/** Who gets what belongs to nobody. */
export const defaultResponsibleQuery = queryOptions({
  queryKey: ['telephony', 'settings'],
  queryFn: ({ signal }) => api.get<TelephonySettings>('/telephony/settings', { signal }),
  select: ({ defaultResponsibleId }) => defaultResponsibleId,
  retry: false,
});

/** Whether anybody here may talk in the browser. For administrators. */
export const browserPhoneQuery = queryOptions({
  queryKey: ['telephony', 'settings'],
  queryFn: ({ signal }) => api.get<TelephonySettings>('/telephony/settings', { signal }),
  select: ({ dialling }) => dialling.browserPhone,
  retry: false,
});
