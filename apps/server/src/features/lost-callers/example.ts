import type { LostCallerList } from '@carillon/contract';

/** For the API's description. */
export const EXAMPLE: LostCallerList = {
  items: [
    {
      number: '+79161234567',
      clients: [{ type: 'contact', id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d08', name: 'Ivan Petrov' }],
      count: 2,
      firstAt: '2026-03-10T09:26:53.000Z',
      lastAt: '2026-03-12T14:02:10.000Z',
      lastCallId: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d09',
      did: '+74951112233',
      didLabel: 'Main',
      responsible: { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01', name: 'Anna' },
      task: null,
    },
  ],
  nextCursor: null,
  total: 1,
  lost: 3,
  waiting: 1,
  reachedLater: 1,
  leftOut: 1,
  withoutTask: 1,
  complete: true,
};
