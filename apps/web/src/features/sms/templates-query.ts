import type { SmsTemplate } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** The company's templates. Lies under `sms`: what is changed there changes what the form offers. */
export const templatesQuery = queryOptions({
  queryKey: ['sms', 'templates'],
  queryFn: ({ signal }) => api.get<{ items: SmsTemplate[] }>('/sms/templates', { signal }),
});
