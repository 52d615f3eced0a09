import { flag, object, optionalText, type Answer } from '../answer.ts';
import type { Request } from '../request.ts';

/** The six events the API can switch. `NOTIFY_RECORD` is ticked in the cabinet only; `NOTIFY_IVR` follows from our replies. */
export const CALL_NOTIFICATIONS = [
  'notify_start',
  'notify_internal',
  'notify_answer',
  'notify_end',
  'notify_out_start',
  'notify_out_end',
] as const;
export type CallNotifications = Record<(typeof CALL_NOTIFICATIONS)[number], boolean>;
export type CallInfo = { url: string | null; notifications: CallNotifications };

/** Where the PBX reports its calls, and which events. */
export function callInfoMethods(request: Request) {
  return {
    async callInfo(): Promise<CallInfo> {
      const answer = await request({ method: 'GET', path: '/v1/pbx/callinfo/', safeToRepeat: true });
      return { url: optionalText(answer, 'url'), notifications: notifications(object(answer, 'notifications')) };
    },

    /** While this runs the provider asks the URL for its echo (`zd_echo`), and refuses it when the echo is wrong. */
    async setCallInfoUrl(url: string): Promise<{ url: string }> {
      const answer = await request({ method: 'POST', path: '/v1/pbx/callinfo/url/', params: { url } });
      return { url: optionalText(answer, 'url') ?? url };
    },

    async deleteCallInfoUrl(): Promise<void> {
      await request({ method: 'DELETE', path: '/v1/pbx/callinfo/url/' });
    },

    /** Switches the given events and returns all six as they now stand. */
    async setCallNotifications(changes: Partial<CallNotifications>): Promise<CallNotifications> {
      const params = Object.fromEntries(Object.entries(changes).map(([name, on]) => [name, String(on)]));
      const answer = await request({ method: 'POST', path: '/v1/pbx/callinfo/notifications/', params });
      return notifications(object(answer, 'notifications'));
    },
  };
}

function notifications(answer: Answer): CallNotifications {
  return {
    notify_start: flag(answer, 'notify_start'),
    notify_internal: flag(answer, 'notify_internal'),
    notify_answer: flag(answer, 'notify_answer'),
    notify_end: flag(answer, 'notify_end'),
    notify_out_start: flag(answer, 'notify_out_start'),
    notify_out_end: flag(answer, 'notify_out_end'),
  };
}
