import type { Cloud } from '../cloud.ts';
import { busyExtensions, isInPage, later, pickUp } from './people.ts';

export type Inbound = { from: string; did: string };

const PATIENCE_SECONDS = 45;

/** Somebody of those whom the CRM or the menu rings picks up and talks. Returns the call's id, as every story does. */
export function answeredCall(cloud: Cloud, story: Inbound & { ringSeconds: number; talkSeconds: number }): string {
  const callId = cloud.dialIn(story);
  const talk = (): void => later(cloud, { callId, seconds: story.talkSeconds, act: () => cloud.hangUp(callId) });
  pickUp(cloud, { callId, seconds: story.ringSeconds, patienceSeconds: PATIENCE_SECONDS, talk });
  return callId;
}

/** The caller gives up before anybody answers. */
export function missedCall(cloud: Cloud, story: Inbound & { patienceSeconds: number }): string {
  const callId = cloud.dialIn(story);
  later(cloud, { callId, seconds: story.patienceSeconds, act: () => cloud.hangUp(callId) });
  return callId;
}

/** The caller hangs up before any phone rings. */
export function menuHangUp(cloud: Cloud, story: Inbound): string {
  return missedCall(cloud, { ...story, patienceSeconds: cloud.behaviour.ringDelaySeconds / 2 });
}

/** Whoever answers hands the caller to a free colleague; where there is none the first goes on talking. */
export function transferredCall(cloud: Cloud, story: Inbound & { ringSeconds: number; talkSeconds: number }): string {
  const callId = cloud.dialIn(story);
  const half = Math.max(1, Math.floor(story.talkSeconds / 2));
  const handOver = (extension: string): void => {
    const busy = busyExtensions(cloud);
    const colleague = [...cloud.account.extensions.values()].find(
      ({ number, online }) => online && number !== extension && !busy.has(number) && !isInPage(cloud, number),
    );
    if (colleague) {
      cloud.transfer(callId, colleague.number);
      later(cloud, { callId, seconds: 4, act: () => cloud.answer(callId, colleague.number) });
    }
    later(cloud, { callId, seconds: 4 + half, act: () => cloud.hangUp(callId) });
  };
  const talk = (extension: string): void => later(cloud, { callId, seconds: half, act: () => handOver(extension) });
  pickUp(cloud, { callId, seconds: story.ringSeconds, patienceSeconds: PATIENCE_SECONDS, talk });
  return callId;
}
