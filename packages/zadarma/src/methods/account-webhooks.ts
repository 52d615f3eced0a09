import { flag, object, optionalText, type Answer } from '../answer.ts';
import type { Request } from '../request.ts';

export type AccountHooks = { number_lookup: boolean; call_tracking: boolean; sms: boolean; speech_recognition: boolean };
export type AccountWebhooks = { url: string | null; hooks: AccountHooks };

/** Where the account reports what is not a call: SMS, number lookup, call tracking, speech recognition. */
export function accountWebhookMethods(request: Request) {
  return {
    async accountWebhooks(): Promise<AccountWebhooks> {
      const answer = await request({ method: 'GET', path: '/v1/pbx/webhooks/', safeToRepeat: true });
      return { url: optionalText(answer, 'url'), hooks: hooks(object(answer, 'hooks')) };
    },

    /** While this runs the provider asks the URL for its echo (`zd_echo`), and refuses it when the echo is wrong. */
    async setAccountWebhookUrl(url: string): Promise<{ url: string }> {
      const answer = await request({ method: 'POST', path: '/v1/pbx/webhooks/url/', params: { url } });
      return { url: optionalText(answer, 'url') ?? url };
    },

    async deleteAccountWebhookUrl(): Promise<void> {
      await request({ method: 'DELETE', path: '/v1/pbx/webhooks/url/' });
    },

    /** Switches the given events. What stands afterwards is read with `accountWebhooks()`. */
    async setAccountHooks(changes: Partial<AccountHooks>): Promise<void> {
      const params = Object.fromEntries(Object.entries(changes).map(([name, on]) => [name, String(on)]));
      await request({ method: 'POST', path: '/v1/pbx/webhooks/hooks/', params });
    },
  };
}

function hooks(answer: Answer): AccountHooks {
  return {
    number_lookup: flag(answer, 'number_lookup'),
    call_tracking: flag(answer, 'call_tracking'),
    sms: flag(answer, 'sms'),
    speech_recognition: flag(answer, 'speech_recognition'),
  };
}
