import type { MissedCall } from '@carillon/contract';

/** For the API's description. */
export const EXAMPLE: MissedCall = {
  id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d07',
  callerNumber: '+79161234567',
  clients: [{ type: 'contact', id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d08', name: 'Ivan Petrov' }],
  openDeal: { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d09', title: 'Office chairs' },
  count: 2,
  waitingSince: '2026-03-14T09:26:53.000Z',
  lastAt: '2026-03-14T09:31:10.000Z',
  dueAt: '2026-03-14T09:41:53.000Z',
  overdue: false,
  escalatedAt: null,
  did: '+74951112233',
  didLabel: 'Main',
  responsibleId: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01',
  responsible: { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01', name: 'Anna' },
  taskId: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d0a',
  claimedBy: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d02',
  claimedUntil: '2026-03-14T09:42:00.000Z',
  claimant: { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d02', name: 'Boris' },
  resolvedAt: null,
  resolvedBy: null,
  resolver: null,
  resolvedBecause: null,
  resolvedCallId: null,
};
