import type { AccountEvent } from '@carillon/zadarma';
import type { Tx } from '../../db/in-workspace.ts';

/** What the account told besides calls: a delivery that was stored, its event, and what makes it the same as another one (F1). */
export type AccountNews = { id: string; receivedAt: Date; fingerprint: string; event: AccountEvent };

/** What other features make of it, in the transaction that settles the delivery. It may be told again: twice must mean once. */
export type AccountEffect = (
  tx: Tx,
  book: { workspaceId: string; connectionId: string; now: Date },
  news: readonly AccountNews[],
) => Promise<void>;

const NAMES: ReadonlySet<string> = new Set<AccountEvent['event']>([
  'NUMBER_LOOKUP',
  'CALL_TRACKING',
  'SMS',
  'SPEECH_RECOGNITION',
  'DOCUMENT',
]);

export const isAccountEvent = (event: { event: string } | null): event is AccountEvent =>
  event !== null && NAMES.has(event.event);
