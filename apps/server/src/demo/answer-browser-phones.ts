import type { CallView, Cloud } from '@carillon/simulator';

/** Whoever is called from a phone in a page picks up after a few seconds and talks for a while, as people do. */
export function answerBrowserPhones(cloud: Cloud): void {
  const random = cloud.random.fork('called from pages');
  const seen = new Set<string>();
  cloud.onChange(() => {
    for (const call of cloud.inFlight()) {
      if (seen.has(call.id) || !isRingingOutside(call) || !isFromPage(cloud, call)) continue;
      seen.add(call.id);
      const pickUp = random.between(3, 7) * 1000;
      cloud.clock.schedule(pickUp, () => {
        if (isRingingOutside(cloud.call(call.id))) cloud.answer(call.id);
      });
      cloud.clock.schedule(pickUp + random.between(40, 120) * 1000, () => {
        if (cloud.call(call.id).state !== 'ended') cloud.hangUp(call.id);
      });
    }
  });
}

const isRingingOutside = ({ kind, parties }: CallView): boolean =>
  (kind === 'callback' || kind === 'dialled') && parties.some(({ side, state }) => side === 'outside' && state === 'ringing');

const isFromPage = ({ account }: Cloud, { parties }: CallView): boolean =>
  parties.some(({ party }) => (account.extensions.get(party)?.webPhones ?? 0) > 0);
