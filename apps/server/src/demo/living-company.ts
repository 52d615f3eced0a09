import { answeredCall, answeredDial, type Cloud, failedDial, missedCall, transferredCall } from '@carillon/simulator';
import { BUSY_CLIENTS } from './begin-work.ts';
import { type InventedContact, inventStranger } from './invent-clients.ts';

type Company = { cloud: Cloud; contacts: readonly InventedContact[] };

const FIRST_CALL_SECONDS = 8;
/** Whoever has just opened the pages should not wait. */
const QUICK_CALLS = 6;
const CALLS_AT_ONCE_MAX = 3;

/** Lets people call and be called for as long as the cloud lives: every 10 to 40 s, every other call from a stranger, who rings everybody. */
export function liveOn({ cloud, contacts }: Company): void {
  const random = cloud.random.fork('living company');
  const next = (turn: number): void => {
    if (cloud.inFlight().length < CALLS_AT_ONCE_MAX) beginCall({ cloud, contacts }, turn);
    const pause = random.between(10, turn < QUICK_CALLS ? 20 : 40);
    cloud.clock.schedule(pause * 1000, () => next(turn + 1));
  };
  cloud.clock.schedule(FIRST_CALL_SECONDS * 1000, () => next(0));
}

function beginCall({ cloud, contacts }: Company, turn: number): void {
  const random = cloud.random.fork(`living company/${turn}`);
  const stranger = turn % 2 === 0;
  const client = random.pick(random.chance(0.6) ? contacts.slice(0, BUSY_CLIENTS) : contacts).digits;
  const inbound = { from: stranger ? inventStranger(random) : client, did: random.pick(cloud.account.numbers).number };
  const ringSeconds = random.between(7, 14);
  const talkSeconds = random.between(15, 90);
  const free = freeExtensions(cloud);
  const dice = stranger ? random.between(0, 69) : random.between(0, 99);
  if (dice < 50) answeredCall(cloud, { ...inbound, ringSeconds, talkSeconds });
  else if (dice < 65) missedCall(cloud, { ...inbound, patienceSeconds: random.between(10, 20) });
  else if (dice < 75) transferredCall(cloud, { ...inbound, ringSeconds, talkSeconds });
  else if (free.length === 0) return;
  else if (dice < 93) answeredDial(cloud, { extension: random.pick(free), to: client, ringSeconds, talkSeconds });
  else failedDial(cloud, { extension: random.pick(free), to: client, how: random.pick(['busy', 'gave-up'] as const) });
}

function freeExtensions(cloud: Cloud): string[] {
  const taken = new Set(cloud.inFlight().flatMap(({ parties }) => parties.map(({ party }) => party)));
  return [...cloud.account.extensions.values()]
    .filter(({ number, online, webPhones }) => online && webPhones === 0 && !taken.has(number)) // who sits at a page dials by themselves
    .map(({ number }) => number);
}
