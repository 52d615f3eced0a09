import type { CallFact, Ring } from './call.ts';

type Fact<K extends CallFact['kind']> = Extract<CallFact, { kind: K }>;

/** One extension's part in a call. */
export type SeatStory = {
  extension: string;
  userId: string | null;
  rangAt: Date | null;
  answeredAt: Date | null;
  /** The ring that was answered; 0 when the answer came without one. */
  answeredRing: number;
  leftAt: Date | null;
  /** It talked: an ANSWER says so, or a transfer from it, or the end. */
  spoke: boolean;
  /** Extensions that handed the call to this one; `null` among them: it was rung or answered without a transfer. */
  cameFrom: Set<string | null>;
};

/** Who rang, who took it and who spoke last, as the deliveries told it in their order of receipt. */
export type CallStory = {
  /** Whose each extension was when an event first named it (F8). */
  users: ReadonlyMap<string, string>;

  rings: Ring[];
  seats: Map<string, SeatStory>;
  talker: string | null;
  first: string | null;
  lastAnswerAt: Date | null;
};

export type StoryFrame = {
  endedAt: Date | null;
  redirect: { extension: string; returnTimeoutSeconds: number } | null;
  /** Who dialled an outgoing call: an answer that names nobody is theirs. */
  dialler: string | null;
  /** What the statistics tell: it names telephones of which no event told. */
  reckoned: readonly CallFact[];
};

const RING_MS = 5 * 60_000;
/** Beyond the return time-out: the PBX needs a moment to take the call back, and the news a moment to reach us. */
export const REDIRECT_GRACE_MS = 2_000;
/** An INTERNAL this close behind another extension's ANSWER was overtaken by it; it tells of no transfer. */
const OVERTAKEN_MS = 5_000;

/**
 * Walks the facts by receipt. A fact received later never changes what was concluded before it,
 * so nobody's pop-up is opened or named anew by a straggler.
 */
export function tellStory(facts: readonly CallFact[], frame: StoryFrame): CallStory {
  const story: CallStory = {
    users: usersByExtension([...facts, ...frame.reckoned]),
    rings: [],
    seats: new Map(),
    talker: null,
    first: null,
    lastAnswerAt: null,
  };
  for (const fact of facts) {
    closeByClock(story, fact.at);
    if (frame.endedAt !== null && fact.at >= frame.endedAt) closeAll(story, frame.endedAt);
    if (fact.kind === 'rang') ring(story, fact, frame);
    if (fact.kind === 'answered') answer(story, fact, frame);
    if (DIALS.has(fact.kind) && 'extension' in fact && fact.extension !== null) seatAt(story, fact.extension);
  }
  if (frame.endedAt !== null) closeAll(story, frame.endedAt);
  for (const fact of frame.reckoned) seatLegs(story, fact);
  return story;
}

/** A telephone of which no event told rang when its leg began; one that dialled never rang. */
function seatLegs(story: CallStory, fact: CallFact): void {
  if (fact.kind !== 'hung-up' && fact.kind !== 'dial-ended') return;
  for (const leg of fact.legs ?? []) {
    const isNew = !story.seats.has(leg.extension);
    const seat = seatAt(story, leg.extension);
    if (isNew && fact.kind === 'hung-up') seat.rangAt = leg.startedAt;
    if (leg.answered && fact.kind === 'hung-up') seat.spoke = true;
  }
}

/** Who has a seat because they call, or asked for it: an event may name no extension (3.7). */
const DIALS: ReadonlySet<CallFact['kind']> = new Set(['requested', 'dialled', 'dial-ended']);

function usersByExtension(facts: readonly CallFact[]): Map<string, string> {
  const users = new Map<string, string>();
  const name = (extension: string | null, userId: string | null): void => {
    if (extension !== null && userId !== null && !users.has(extension)) users.set(extension, userId);
  };
  for (const fact of facts) {
    if ('extension' in fact) name(fact.extension, fact.userId);
    if (fact.kind === 'hung-up') name(fact.lastExtension, fact.lastUserId);
    if ('legs' in fact) for (const leg of fact.legs ?? []) name(leg.extension, leg.userId);
  }
  return users;
}

/** The seat of an extension, made if it is the first we hear of it. */
export function seatAt(story: CallStory, extension: string): SeatStory {
  const known = story.seats.get(extension);
  if (known) return known;
  const seat: SeatStory = {
    extension,
    userId: story.users.get(extension) ?? null,
    rangAt: null,
    answeredAt: null,
    answeredRing: 0,
    leftAt: null,
    spoke: false,
    cameFrom: new Set(),
  };
  story.seats.set(extension, seat);
  return seat;
}

function ring(story: CallStory, fact: Fact<'rang'>, frame: StoryFrame): void {
  const { extension, transferFrom, at } = fact;
  if (extension === null) return;
  const seat = seatAt(story, extension);
  if (frame.redirect && extension !== frame.redirect.extension) endRedirectRing(story, frame.redirect.extension, at);
  seat.cameFrom.add(transferFrom);
  seat.rangAt ??= at;
  const verdict = ringVerdict(story, fact, frame);
  if (verdict === 'repeat') return;
  const before = story.rings.filter((other) => other.extension === extension);
  if (verdict === 'open') close(before, at);
  const redirected = before.length === 0 && frame.redirect?.extension === extension && frame.redirect.returnTimeoutSeconds > 0;
  const length = redirected && frame.redirect ? frame.redirect.returnTimeoutSeconds * 1000 + REDIRECT_GRACE_MS : RING_MS;
  story.rings.push({
    extension,
    userId: seat.userId,
    ring: before.length + 1,
    startedAt: at,
    endedAt: verdict === 'open' ? null : at,
    endsBy: new Date(+at + length),
    transferFrom,
  });
}

/** Whether this INTERNAL opens a ring, tells of one that is over already, or repeats what we know (F1). */
function ringVerdict(story: CallStory, fact: Fact<'rang'>, { endedAt }: StoryFrame): 'open' | 'over' | 'repeat' {
  const { extension, transferFrom, at } = fact;
  const before = story.rings.filter((other) => other.extension === extension);
  const known = before.some((other) => other.transferFrom === transferFrom);
  if (endedAt !== null && at >= endedAt) return known ? 'repeat' : 'over';
  if (before.some((other) => other.endedAt === null)) return straggler(known, transferFrom);
  const talking = story.talker !== null && story.talker === extension;
  const handedOn = story.rings.some((other) => other.transferFrom === extension);
  if (talking && !handedOn && transferFrom === null) return known ? 'repeat' : 'over';
  if (known) return 'open';
  const answeredBefore = extension !== null && story.seats.get(extension)?.answeredAt != null;
  const overtaken = transferFrom === null && story.lastAnswerAt !== null && +at - +story.lastAnswerAt <= OVERTAKEN_MS;
  return overtaken || (before.length === 0 && answeredBefore) ? 'over' : 'open';
}

/** While the extension rings: the same again is no news, a transfer to it is a ring, a plain INTERNAL was overtaken by the transfer's. */
function straggler(known: boolean, transferFrom: string | null): 'open' | 'over' | 'repeat' {
  if (known) return 'repeat';
  return transferFrom === null ? 'over' : 'open';
}

function answer(story: CallStory, fact: Fact<'answered'>, { dialler }: StoryFrame): void {
  const running = story.rings.filter((other) => other.endedAt === null);
  const onlyOne = running.length === 1 ? running[0]?.extension : undefined;
  const extension = fact.extension ?? dialler ?? onlyOne ?? null;
  story.lastAnswerAt = fact.at;
  if (extension === null) return; // somebody answered; END will say who
  const seat = seatAt(story, extension);
  const own = running.find((other) => other.extension === extension);
  seat.cameFrom.add(fact.transferFrom ?? own?.transferFrom ?? null);
  const takesAgain = own !== undefined || (fact.transferFrom !== null && fact.transferFrom === story.talker);
  if (seat.answeredAt !== null && !takesAgain) return; // told twice
  // what this extension handed on itself rings on: that delivery only overtook this one
  close(
    running.filter((other) => other.transferFrom !== extension),
    fact.at,
  );
  const talker = story.talker === null ? undefined : story.seats.get(story.talker);
  if (talker && talker !== seat) talker.leftAt = fact.at;
  if (seat.answeredAt === null) seat.answeredRing = own?.ring ?? 0;
  seat.answeredAt ??= fact.at;
  seat.leftAt = null;
  seat.spoke = true;
  story.talker = extension;
  story.first ??= extension;
}

function endRedirectRing(story: CallStory, extension: string, at: Date): void {
  close(
    story.rings.filter((other) => other.extension === extension && other.ring === 1),
    at,
  );
}

function closeByClock(story: CallStory, now: Date): void {
  for (const running of story.rings) if (running.endedAt === null && running.endsBy <= now) running.endedAt = running.endsBy;
}

function closeAll(story: CallStory, at: Date): void {
  close(story.rings, at);
}

function close(rings: readonly Ring[], at: Date): void {
  for (const running of rings) if (running.endedAt === null) running.endedAt = at;
}
