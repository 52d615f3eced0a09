import type { Query } from '../../lib/api.ts';

export const TASK_WHOSE = ['mine', 'all', 'pool'] as const;
export const TASK_SPANS = ['open', 'overdue', 'today', 'later', 'done'] as const;

type Filters = { whose?: string; when?: string };

/** The tasks page's filters as the API takes them; days are those of the reader's zone. */
export function taskListQuery({ whose, when }: Filters, { me, now }: { me: string; now: Date }): Query {
  return { ...whoseQuery(whose, me), ...whenQuery(when, now) };
}

function whoseQuery(whose: string | undefined, me: string): Query {
  if (whose === 'all') return {};
  return whose === 'pool' ? { pool: true } : { responsibleId: me };
}

function whenQuery(when: string | undefined, now: Date): Query {
  const midnight = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
  switch (when) {
    case 'overdue':
      return { overdue: true };
    case 'today':
      return { done: false, dueAfter: midnight(0), dueBefore: midnight(1) };
    case 'later':
      return { done: false, dueAfter: midnight(1) };
    case 'done':
      return { done: true };
    case undefined:
    default:
      return { done: false };
  }
}
