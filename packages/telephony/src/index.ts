export type {
  Call,
  CallDirection,
  CallFact,
  CallStatus,
  FactSource,
  Leg,
  Participant,
  ParticipantOutcome,
  Party,
  Ring,
  SteeringReply,
} from './call.ts';
export { isRedirectRungOut, nextDeadline, nextRingEnd, ringsRunningAt } from './call-clock.ts';
export { announcementsOf, sameCall, usersOf, type Announcement } from './effects.ts';
export { factFromJson, factToJson, type FactJson } from './fact-json.ts';
export { reconcile, type CloudCall, type Comparison, type Difference, type Verdict } from './reconcile.ts';
export { redirectStateAt, type RedirectState } from './redirect-state.ts';
export { foldCall, type FoldOptions } from './fold-call.ts';
export { formatNumber } from './numbers/format-number.ts';
export { localTimeOf, type LocalTime } from './numbers/local-time.ts';
export { readNumber, type NumberDoor, type NumberReading } from './numbers/read-number.ts';
export { matchesPattern } from './blacklist/matches-pattern.ts';
export { readPattern, type PatternReading } from './blacklist/read-pattern.ts';
export {
  callerName,
  CALLER_NAME_MAX,
  type Caller,
  type CallerCompany,
  type CallerPerson,
  type CallerTemplate,
} from './names/caller-name.ts';
export { transliterate } from './names/transliterate.ts';
export {
  decideRecord,
  type RecordDecision,
  type RecordKind,
  type RecordOptions,
  type RecordOwner,
} from './records/decide-record.ts';
export { recordName } from './records/record-name.ts';
export { bearingOf, type BearingCall } from './missed/bearing-of.ts';
export { tellWaits, type CallerEvent, type Wait, type WaitEnd } from './missed/tell-waits.ts';
export { decideCall } from './routing/decide-call.ts';
export type {
  CallerMatch,
  Decision,
  DecisionInput,
  DecisionReply,
  DecisionStep,
  Employee,
  OrdinaryReason,
  RefusalReason,
  RingReason,
  RouteDecision,
  StepName,
  StepResults,
} from './routing/decision.ts';
export { BYPASS_MS, BYPASSED_AFTER } from './routing/obstacle-to.ts';
export { returnTimeout } from './routing/return-timeout.ts';
export {
  afterWorkingMinutes,
  isOpen,
  openStretches,
  type Span,
  type Weekday,
  type WorkingHours,
} from './routing/working-hours.ts';
export { instantOfWallClock } from './time/instant-of-wall-clock.ts';
export { lastWeekly, nextWeekly, weekBefore, weekOf, type CalendarWeek, type WeeklyMoment } from './time/weekly.ts';
export { isTimezone, zoneOffsetMs } from './time/zone-offset.ts';
