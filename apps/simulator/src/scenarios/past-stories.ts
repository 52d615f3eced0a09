import type { Account } from '../account.ts';
import type { Disposition } from '../calls/call.ts';
import type { Random } from '../random.ts';
import type { PastPlan } from './past-plan.ts';

/** One call of the past; `number` is the outside's. */
export type PastCall = {
  at: Date;
  inbound: boolean;
  number: string;
  did: string;
  /** Who talked, or whose phone rang in vain; null when nobody's did. */
  extension: string | null;
  disposition: Disposition;
  seconds: number;
};

type Setting = Pick<PastPlan, 'regulars' | 'stranger'> & { at: Date; account: Account };
type Person = { number: string; extension: string; known: boolean };

const MINUTE_MS = 60_000;

/** One conversation or attempt, with what came of it when nobody answered: most are called back, some never. */
export function storyOf(random: Random, { at, account, regulars, stranger }: Setting): PastCall[] {
  const extensions = [...account.extensions.keys()];
  const somebody = random.pick(extensions);
  const known = random.chance(0.7) && regulars.length > 0;
  const person = known ? { ...favourite(random, regulars), known } : { number: stranger(random), extension: somebody, known };
  const did = random.pick(account.numbers).number;
  const call = { at, number: person.number, did };
  const dice = random.next();
  if (dice < 0.5) return [{ ...call, ...answered(random, random.chance(0.8) ? person.extension : somebody), inbound: true }];
  if (dice < 0.64) return missed(random, { ...call, person });
  if (!known) return [{ ...call, ...answered(random, somebody), inbound: true }]; // nobody dials a stranger
  return [{ ...call, ...dialled(random, person.extension) }];
}

/** The first of the list call most. */
function favourite<T>(random: Random, list: readonly T[]): T {
  const few = list.slice(0, Math.max(1, Math.ceil(list.length * random.next() ** 2)));
  return random.pick(few);
}

const answered = (random: Random, extension: string): Pick<PastCall, 'extension' | 'disposition' | 'seconds'> => ({
  extension,
  disposition: 'answered',
  seconds: random.chance(0.08) ? random.between(400, 1500) : random.between(15, 260),
});

function dialled(random: Random, extension: string): Omit<PastCall, 'at' | 'number' | 'did'> {
  const dice = random.next();
  if (dice < 0.68) return { ...answered(random, extension), inbound: false };
  const disposition = dice < 0.88 ? 'no answer' : dice < 0.96 ? 'busy' : dice < 0.99 ? 'cancel' : 'failed';
  return { inbound: false, extension, disposition, seconds: 0 };
}

type InVain = Pick<PastCall, 'at' | 'number' | 'did'> & { person: Person };

function missed(random: Random, { at, number, did, person }: InVain): PastCall[] {
  const later = (minutes: number): Date => new Date(+at + minutes * MINUTE_MS);
  const extension = person.known ? person.extension : null;
  const disposition = random.chance(0.7) ? 'cancel' : 'no answer';
  const first: PastCall = { at, inbound: true, number, did, extension, disposition, seconds: 0 };
  const again: PastCall[] = random.chance(0.25) ? [{ ...first, at: later(random.between(1, 12)) }] : [];
  const back = { number, did, inbound: false };
  const dice = random.next();
  if (dice < 0.5)
    return [first, ...again, { ...back, at: later(random.between(14, 150)), ...answered(random, person.extension) }];
  if (dice < 0.62)
    return [
      first,
      ...again,
      { ...back, at: later(random.between(14, 150)), extension: person.extension, disposition: 'no answer', seconds: 0 },
    ];
  if (dice < 0.7)
    return [first, ...again, { ...first, at: later(random.between(30, 600)), ...answered(random, person.extension) }];
  return [first, ...again]; // nobody called back
}
