import type { CallEnd } from './call-end.ts';
import type { CallStatus, Participant, ParticipantOutcome } from './call.ts';
import { seatAt, type CallStory, type SeatStory } from './seat-story.ts';

/**
 * Adds to the story what follows from the whole of it: who hands a call on has talked, and who the end of a conversation names has too,
 * though their ANSWER was lost. `internal` alone may be the phone that merely rang before a pick-up: `last_internal` goes before it.
 */
export function creditTalkers(
  story: CallStory,
  end: CallEnd | null,
  { answered, dialler }: { answered: boolean; dialler: string | null },
): void {
  const handedOn = [...story.seats.values()].flatMap((seat) => [...seat.cameFrom]);
  for (const from of handedOn) if (from !== null) seatAt(story, from).spoke = true;
  if (!answered || end === null) return;
  if (end.lastExtension !== null) {
    seatAt(story, end.lastExtension).spoke = true;
  } else if (!talkers(story).length) {
    const named = end.extension ?? dialler;
    if (named !== null) seatAt(story, named).spoke = true;
  }
}

/** Who talked last: the end's own word, else the end of the chain of transfers, else the last ANSWER. */
export function lastTalker(story: CallStory, end: CallEnd | null): SeatStory | null {
  const named = end?.lastExtension == null ? undefined : story.seats.get(end.lastExtension);
  if (named?.spoke) return named;
  const spoke = talkers(story);
  let last = (story.talker === null ? undefined : story.seats.get(story.talker)) ?? spoke.at(-1);
  for (let step = 0; last && step < spoke.length; step += 1) {
    const from = last;
    last = spoke.find((seat) => seat.cameFrom.has(from.extension) && !from.cameFrom.has(seat.extension)) ?? last;
  }
  return last ?? null;
}

/** Who talked first: the only one nobody transferred the call to, else the first ANSWER. */
export function firstTalker(story: CallStory, end: CallEnd | null): SeatStory | null {
  const spoke = talkers(story);
  const roots = spoke.filter((seat) => seat.cameFrom.size === 0 || seat.cameFrom.has(null));
  if (roots.length === 1 && roots[0]) return roots[0];
  const beforeLast = end?.lastExtension === end?.extension ? undefined : roots.find((seat) => seat.extension === end?.extension);
  return beforeLast ?? (story.first === null ? undefined : story.seats.get(story.first)) ?? roots[0] ?? spoke[0] ?? null;
}

/** Everybody who rang, answered, dialled or is named by the end, by their first sign. */
export function participantsOf(
  story: CallStory,
  call: { status: CallStatus; endedAt: Date | null; last: string | null; redirectTo: string | null },
): Participant[] {
  const somebodySpoke = talkers(story).length > 0;
  return [...story.seats.values()].toSorted(bySign).map((seat) => {
    const rings = story.rings.filter((ring) => ring.extension === seat.extension);
    const aimed = call.redirectTo === seat.extension || (rings.length > 0 && rings.every((ring) => ring.transferFrom !== null));
    const outcome = outcomeOf(seat, {
      ...call,
      ringing: rings.some((ring) => ring.endedAt === null),
      overtaken: somebodySpoke && !aimed,
    });
    const left = seat.spoke ? (seat.leftAt ?? call.endedAt) : (rings.at(-1)?.endedAt ?? call.endedAt);
    return {
      extension: seat.extension,
      userId: seat.userId,
      rangAt: seat.rangAt,
      answeredAt: seat.answeredAt,
      leftAt: outcome === 'ringing' || outcome === 'talking' ? null : left,
      outcome,
      ring: rings.length,
    };
  });
}

/** Whether the phone we sent the call to did not take it in time; `false` while that is open. */
export function isRungOut(story: CallStory, extension: string, ended: boolean): boolean {
  const seat = story.seats.get(extension);
  if (seat?.spoke) return seat.answeredRing > 1;
  const ring = story.rings.find((other) => other.extension === extension);
  return ended || (ring !== undefined && ring.endedAt !== null);
}

const UNREACHED: ReadonlySet<CallStatus> = new Set(['not-reached', 'busy', 'failed', 'no-money']);

function outcomeOf(
  seat: SeatStory,
  call: { status: CallStatus; endedAt: Date | null; last: string | null; ringing: boolean; overtaken: boolean },
): ParticipantOutcome {
  if (UNREACHED.has(call.status)) return 'no-answer';
  const isLast = seat.extension === call.last;
  if (call.endedAt === null) {
    if (seat.spoke && isLast) return 'talking';
    if (call.ringing || (call.status === 'ringing' && isLast)) return 'ringing'; // the latter: who dials waits for the other side
  }
  if (seat.spoke) return isLast ? 'answered' : 'transferred';
  return call.overtaken ? 'answered-elsewhere' : 'no-answer';
}

function talkers(story: CallStory): SeatStory[] {
  return [...story.seats.values()].filter((seat) => seat.spoke).toSorted(bySign);
}

function bySign(a: SeatStory, b: SeatStory): number {
  return sign(a) - sign(b) || (a.extension < b.extension ? -1 : 1);
}

function sign(seat: SeatStory): number {
  return +(seat.rangAt ?? seat.answeredAt ?? 0);
}
