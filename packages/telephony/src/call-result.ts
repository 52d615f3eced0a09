import type { CallDirection, CallStatus } from './call.ts';

/**
 * The dispositions of an outgoing call. Limits stand with "no money": the account, not the client, stopped the call, and the same
 * person puts it right. Both spellings of failure occur.
 * @see zadarma/api.md §3.5
 */
const OUTBOUND: { readonly [disposition: string]: CallStatus } = {
  answered: 'answered',
  answer: 'answered',
  'no answer': 'not-reached',
  noanswer: 'not-reached',
  cancel: 'not-reached',
  busy: 'busy',
  failed: 'failed',
  'call failed': 'failed',
  'unallocated number': 'failed',
  'no money': 'no-money',
  'no limit': 'no-money',
  'no day limit': 'no-money',
  'line limit': 'no-money',
  'no money, no limit': 'no-money',
};

/** How a call ended (5.3): of an incoming one anything but `answered` is missed; an outgoing word nobody documents is `other`. */
export function callResult(direction: CallDirection, disposition: string): CallStatus {
  const word = disposition.trim().toLowerCase();
  const result = Object.hasOwn(OUTBOUND, word) ? (OUTBOUND[word] ?? 'other') : 'other';
  if (direction === 'inbound') return result === 'answered' ? 'answered' : 'missed';
  return result;
}
