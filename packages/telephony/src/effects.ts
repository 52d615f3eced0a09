import type { Call, Ring } from './call.ts';

/** What users must be told. Only rings are for one user alone (4.2); the rest is for everybody on the call. */
export type Announcement =
  | { type: 'call.ringing'; extension: string; userId: string; ring: number }
  | { type: 'call.talking' | 'call.ended' | 'call.updated'; userIds: readonly string[] };

/** The announcements owed for what became true between two folds of a call, each once. A call of our own legs is announced to nobody. */
export function announcementsOf(before: Call | null, after: Call): Announcement[] {
  if (after.direction === 'internal' || sameStory(before, after)) return [];
  const ringing = newRings(before, after).flatMap(({ extension, userId, ring }) =>
    userId === null ? [] : [{ type: 'call.ringing' as const, extension, userId, ring }],
  );
  const userIds = usersOf(after);
  const ended = after.endedAt !== null && before?.endedAt == null;
  if (ended) return told('call.ended', userIds);
  const talking = after.status === 'talking' && (before?.status !== 'talking' || before.extension !== after.extension);
  if (talking) return [...told('call.talking', userIds), ...ringing];
  const others = before === null ? [] : userIds.filter((userId) => !ringing.some((ring) => ring.userId === userId));
  return [...ringing, ...told('call.updated', others)];
}

/** Whether two folds tell the same story, so that there is no news. */
export function sameCall(a: Call | null, b: Call | null): boolean {
  if (a === null || b === null) return a === b;
  return JSON.stringify(a) === JSON.stringify(b); // both come from one fold: equal calls have their fields in one order
}

/** A sign of life alone moves the deadline; there is nothing in it for people. */
function sameStory(before: Call | null, after: Call): boolean {
  return before !== null && sameCall({ ...before, lastSignalAt: after.lastSignalAt }, after);
}

/** Everybody whose phone has a part in the call. */
export function usersOf(call: Call): string[] {
  return [...new Set(call.participants.map(({ userId }) => userId).filter((userId) => userId !== null))];
}

function newRings(before: Call | null, after: Call): Pick<Ring, 'extension' | 'userId' | 'ring'>[] {
  if (after.endedAt !== null) return [];
  const known = new Set(before?.rings.map(({ extension, ring }) => `${extension} ${ring}`));
  const rings = after.rings.filter((ring) => ring.endedAt === null && !known.has(`${ring.extension} ${ring.ring}`));
  return isNewDial(before, after) && after.extension !== null
    ? [{ extension: after.extension, userId: after.userId, ring: 1 }, ...rings]
    : rings;
}

/** 4.3: who dials gets the client's card at once, as a ring of their own phone. A click alone has not dialled yet. */
function isNewDial(before: Call | null, after: Call): boolean {
  if (after.direction !== 'outbound' || after.status !== 'ringing') return false;
  return before === null || before.status === 'requested' || before.userId !== after.userId;
}

function told(type: 'call.talking' | 'call.ended' | 'call.updated', userIds: readonly string[]): Announcement[] {
  return userIds.length > 0 ? [{ type, userIds }] : [];
}
