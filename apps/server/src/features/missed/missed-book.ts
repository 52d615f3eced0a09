import type { CallerEvent } from '@carillon/telephony';
import type { CallBook } from '../calls/recorded.ts';
import type { MissedRules } from './missed-rules.ts';

export type MissedBook = Pick<CallBook, 'workspaceId' | 'connectionId' | 'now'> & { rules: MissedRules };

/** A call that means something to a caller who waits, or did. */
export type ToldCall = {
  callId: string;
  /** `null`: hidden. */
  number: string | null;
  did: string | null;
  event: CallerEvent | null;
};
