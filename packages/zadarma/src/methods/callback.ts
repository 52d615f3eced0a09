import { optionalText, optionalWholeNumber } from '../answer.ts';
import type { Request } from '../request.ts';

export type Callback = {
  /** Rings first: a phone number, a SIP number, or an extension in its short form (a full login is accepted, and nothing rings). */
  from: string;
  /** Called second; digits with the country code. */
  to: string;
  /** The SIP number or short extension on whose behalf the call runs: its CallerID, statistics and recording. */
  sip?: string | undefined;
  /** Call `to` first and connect `from` only when it answers. */
  predicted?: boolean | undefined;
};

/** `time` is the provider's Unix time in seconds. There is no id of the call. */
export type CallbackAccepted = { from: string; to: string; time: number | null };

export function callbackMethods(request: Request) {
  return {
    /**
     * Click-to-call. The answer means "asked", not "ringing": only webhooks tell the rest. Never repeated by itself; when
     * `outcomeUnknown` is set on the error, phones may be ringing.
     */
    async callback({ from, to, sip, predicted }: Callback): Promise<CallbackAccepted> {
      const answer = await request({
        method: 'GET',
        path: '/v1/request/callback/',
        params: { from, to, sip, predicted: predicted ? '1' : undefined },
      });
      return {
        from: optionalText(answer, 'from') ?? from,
        to: optionalText(answer, 'to') ?? to,
        time: optionalWholeNumber(answer, 'time'),
      };
    },
  };
}
