export type {
  Call,
  CallDirection,
  CallFact,
  CallStatus,
  FactSource,
  Participant,
  ParticipantOutcome,
  Party,
  Ring,
  SteeringReply,
} from './call.ts';
export { isRedirectRungOut, nextDeadline, nextRingEnd, ringsRunningAt } from './call-clock.ts';
export { announcementsOf, sameCall, usersOf, type Announcement } from './effects.ts';
export { factFromJson, factToJson, type FactJson } from './fact-json.ts';
export { foldCall, type FoldOptions } from './fold-call.ts';
export { formatNumber } from './numbers/format-number.ts';
export { readNumber, type NumberDoor, type NumberReading } from './numbers/read-number.ts';
