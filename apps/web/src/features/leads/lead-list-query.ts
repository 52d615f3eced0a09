import type { LeadStatus } from '@carillon/contract';
import type { Query } from '../../lib/api.ts';
import type { Filters } from '../../lib/use-filters.ts';

export const LEAD_WHOSE = ['all', 'mine', 'pool'] as const;
export const LEAD_STATUSES = ['new', 'in-progress', 'converted', 'lost'] as const satisfies readonly LeadStatus[];

/** The lead list's filters as the API takes them, the newest first. Converted leads lie in the archive. */
export function leadListQuery({ whose, ...filters }: Filters<'q' | 'whose' | 'status' | 'archived' | 'sort'>, me: string): Query {
  return {
    sort: '-createdAt',
    ...filters,
    ...(whose === 'mine' && { responsibleId: me }),
    ...(whose === 'pool' && { pool: true }),
    ...(filters.status === 'converted' && { archived: 'true' }),
  };
}
