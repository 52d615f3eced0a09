import { bareNumber } from '../account.ts';
import { wallTime } from '../zone.ts';
import type { Exchange, Leg } from './call.ts';

/** The notation of numbers and times in events, as the account's switches want it. */
export function wordingOf({ account, behaviour }: Pick<Exchange, 'account' | 'behaviour'>) {
  return {
    caller: (text: string): string => number(text, behaviour.callerIdPlus),
    did: (text: string): string => number(text, behaviour.didPlus),
    time: (at: Date): string => wallTime(at, account.timezone),
    /** The field under which an event names an extension; nothing when the switch says so. */
    internal: (extension: string | null, field = 'internal'): Record<string, string> => {
      if (extension === null || behaviour.internal === 'absent') return {};
      return { [field]: behaviour.internal === 'full' ? `${account.pbxId}-${extension}` : extension };
    },
  };
}

export type Wording = ReturnType<typeof wordingOf>;

/** `is_recorded` and, only with a recording, `call_id_with_rec`. */
export function recordingFields(legs: readonly Leg[]): Record<string, string> {
  const recorded = legs.find((leg) => leg.recorded);
  return recorded ? { is_recorded: '1', call_id_with_rec: recorded.callId } : { is_recorded: '0' };
}

function number(text: string, plus: boolean): string {
  const bare = bareNumber(text);
  return plus && /^\d{7,}$/.test(bare) ? `+${bare}` : bare;
}
