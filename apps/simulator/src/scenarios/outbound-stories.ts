import type { Cloud } from '../cloud.ts';
import { later } from './people.ts';

export type Outbound = { extension: string; to: string };

/** The far end answers and they talk. */
export function answeredDial(
  cloud: Cloud,
  { extension, to, ringSeconds, talkSeconds }: Outbound & { ringSeconds: number; talkSeconds: number },
): string {
  const callId = cloud.dialFrom(extension, to);
  later(cloud, { callId, seconds: ringSeconds, act: () => cloud.answer(callId) });
  later(cloud, { callId, seconds: ringSeconds + talkSeconds, act: () => cloud.hangUp(callId) });
  return callId;
}

/** The far end refuses, does not exist, or never picks up until the manager gives up. */
export function failedDial(cloud: Cloud, { extension, to, how }: Outbound & { how: 'busy' | 'unallocated' | 'gave-up' }): string {
  const callId = cloud.dialFrom(extension, to);
  const act = (): void => (how === 'gave-up' ? cloud.hangUp(callId) : cloud.decline(callId, undefined, how));
  later(cloud, { callId, seconds: how === 'gave-up' ? 25 : 3, act });
  return callId;
}

/** Click-to-call: the manager picks up, then the customer. */
export function answeredCallback(
  cloud: Cloud,
  { extension, to, ringSeconds, talkSeconds }: Outbound & { ringSeconds: number; talkSeconds: number },
): string {
  const callId = cloud.callback({ from: extension, to, sip: extension });
  later(cloud, { callId, seconds: 4, act: () => cloud.answer(callId, extension) });
  later(cloud, { callId, seconds: 4 + ringSeconds, act: () => cloud.answer(callId) });
  later(cloud, { callId, seconds: 4 + ringSeconds + talkSeconds, act: () => cloud.hangUp(callId) });
  return callId;
}

/** Two colleagues talk. */
export function colleagueCall(cloud: Cloud, { extension, to, talkSeconds }: Outbound & { talkSeconds: number }): string {
  const callId = cloud.dialFrom(extension, to);
  later(cloud, { callId, seconds: 3, act: () => cloud.answer(callId, to) });
  later(cloud, { callId, seconds: 3 + talkSeconds, act: () => cloud.hangUp(callId) });
  return callId;
}
