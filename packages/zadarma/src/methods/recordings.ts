import { optionalText, texts } from '../answer.ts';
import type { Request } from '../request.ts';

/** By the recording's own id (`call_id_with_rec`), or by the call's (all its files). */
export type RecordingRequest = ({ callId: string; pbxCallId?: never } | { pbxCallId: string; callId?: never }) & {
  /** How long the links live: 180 to 5,184,000 seconds (60 days). Default 1800. */
  lifetimeSeconds?: number | undefined;
};

/** Links need no keys, so whoever has one can listen. `lifetimeTill` is in the account's zone, without saying so; a link without it is a link all the same. */
export type RecordingLinks = { links: string[]; lifetimeTill: string | null };

export function recordingMethods(request: Request) {
  return {
    /** @throws {ZadarmaError} `not-found` until the file is stored: ask 40 s after the end of the call, or after NOTIFY_RECORD. */
    async requestRecording({ callId, pbxCallId, lifetimeSeconds }: RecordingRequest): Promise<RecordingLinks> {
      const answer = await request({
        method: 'GET',
        path: '/v1/pbx/record/request/',
        params: { call_id: callId, pbx_call_id: pbxCallId, lifetime: lifetimeSeconds },
        safeToRepeat: true,
      });
      const links = new Set([...texts(answer, 'link'), ...texts(answer, 'links')]); // which of the two comes is not reliable
      return { links: [...links], lifetimeTill: optionalText(answer, 'lifetime_till') };
    },
  };
}
