import type { Cloud } from '../cloud.ts';

/** How often somebody who waits for a phone to ring looks again. */
const LOOK_AGAIN_SECONDS = 1;

/** Does it after so many seconds, if the call still lives by then. */
export function later(cloud: Cloud, { callId, seconds, act }: { callId: string; seconds: number; act: () => void }): void {
  cloud.clock.schedule(seconds * 1000, () => {
    if (cloud.call(callId).state !== 'ended') act();
  });
}

/** Extensions that talk to somebody now. */
export function busyExtensions(cloud: Cloud): Set<string> {
  const parties = cloud.inFlight().flatMap((call) => call.parties);
  return new Set(
    parties.filter(({ side, state }) => side === 'company' && state !== 'ringing' && state !== 'left').map(({ party }) => party),
  );
}

/** Somebody sits at the page with its phone, and does not want it to answer by itself. */
export const isInPage = ({ account }: Cloud, extension: string): boolean =>
  (account.extensions.get(extension)?.webPhones ?? 0) > 0;

/**
 * Somebody free among the ringing picks up after so many seconds, or as soon as there is somebody; then `talk` goes on.
 * Whoever waits longer than `patienceSeconds` hangs up. A phone in a page is left to the person there; once it has answered, the story goes on.
 */
export function pickUp(
  cloud: Cloud,
  {
    callId,
    seconds,
    patienceSeconds,
    talk,
  }: { callId: string; seconds: number; patienceSeconds: number; talk: (extension: string) => void },
): void {
  later(cloud, {
    callId,
    seconds,
    act() {
      const busy = busyExtensions(cloud);
      const free = cloud.ringing(callId).find((extension) => !busy.has(extension) && !isInPage(cloud, extension));
      const inPage = cloud.call(callId).parties.find(({ party, state }) => state === 'talking' && isInPage(cloud, party));
      if (free !== undefined) {
        cloud.answer(callId, free);
        talk(free);
      } else if (inPage) talk(inPage.party);
      else if (patienceSeconds <= 0) cloud.hangUp(callId);
      else pickUp(cloud, { callId, seconds: LOOK_AGAIN_SECONDS, patienceSeconds: patienceSeconds - LOOK_AGAIN_SECONDS, talk });
    },
  });
}
