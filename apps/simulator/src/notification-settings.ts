/** The six switches of `pbx/callinfo`. NOTIFY_RECORD and NOTIFY_IVR have none there. */
export const CALL_NOTIFICATIONS = [
  'notify_start',
  'notify_internal',
  'notify_answer',
  'notify_end',
  'notify_out_start',
  'notify_out_end',
] as const;
export const ACCOUNT_HOOKS = ['number_lookup', 'call_tracking', 'sms', 'speech_recognition', 'document'] as const;
export type AccountHook = (typeof ACCOUNT_HOOKS)[number];

/** Where notifications go and which are switched on. */
export class NotificationSettings {
  /** Address of the call events; empty: none are sent. */
  callUrl = '';
  /** Address of the account events. */
  accountUrl = '';
  readonly calls = new Map<string, boolean>(CALL_NOTIFICATIONS.map((name) => [name, true]));
  readonly hooks = new Map<string, boolean>(ACCOUNT_HOOKS.map((name) => [name, true]));

  /** Whether an event of a call is to be sent at all. */
  wants(event: string): boolean {
    return this.callUrl !== '' && (this.calls.get(event.toLowerCase()) ?? true);
  }
}

/** Switches as the API writes them: the words `true` and `false`. */
export function asWords(switches: ReadonlyMap<string, boolean>): Record<string, string> {
  return Object.fromEntries([...switches].map(([name, on]) => [name, String(on)]));
}
