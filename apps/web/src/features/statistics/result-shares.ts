import type { CallStatus, StatisticsGroup } from '@carillon/contract';

type Counted = Pick<StatisticsGroup, 'answered' | 'missed' | 'notReached' | 'busy' | 'calls'>;

/** The four shares a bar is stacked of, and the results of the journal each of them holds. Together they are every call. */
export const RESULT_SHARES = {
  answered: { statuses: ['answered'], count: ({ answered }: Counted) => answered },
  missed: { statuses: ['missed'], count: ({ missed }: Counted) => missed },
  notReached: { statuses: ['not-reached', 'busy'], count: ({ notReached, busy }: Counted) => notReached + busy },
  rest: {
    statuses: ['failed', 'no-money', 'other', 'blocked', 'end-unknown', 'ringing', 'talking'],
    count: ({ calls, answered, missed, notReached, busy }: Counted) => calls - answered - missed - notReached - busy,
  },
} as const satisfies Record<string, { statuses: readonly CallStatus[]; count: (group: Counted) => number }>;

export type ResultShare = keyof typeof RESULT_SHARES;
// Object.keys forgets which keys these are
export const SHARE_NAMES = Object.keys(RESULT_SHARES) as ResultShare[];
