import { type Static, Type } from 'typebox';
import { Day, Id, Nullable, OneOf, PersonRef, Time } from './basics.ts';

/** Why a letter has not left: the mail server is away, refuses our sign-in, the address, or the letter. */
export const LetterFault = OneOf('unreachable', 'sign-in', 'address-refused', 'letter-refused', 'other');
export type LetterFault = Static<typeof LetterFault>;

/** What became of a letter: `waiting` with a fault is tried again by itself. */
export const ReportLetter = Type.Object({
  user: PersonRef,
  state: OneOf('waiting', 'sent', 'failed', 'withdrawn'),
  madeAt: Time,
  sentAt: Nullable(Time),
  fault: Nullable(LetterFault),
});
export type ReportLetter = Static<typeof ReportLetter>;

/** The weekly report by e-mail: last week against the week before. */
export const WeeklyReport = Type.Object(
  {
    enabled: Type.Boolean(),
    weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 = Monday' }),
    hour: Type.Integer({ minimum: 0, maximum: 23, description: 'By the clock of `timezone`' }),
    timezone: Type.String({ description: 'Of the account' }),
    receiverIds: Type.Array(Id, { description: 'Administrators and supervisors' }),
    canSend: Type.Boolean({ description: 'Whether this installation has a mail server (CARILLON_SMTP_URL)' }),
    nextAt: Nullable(Time),
    week: Nullable(Day),
    letters: Type.Array(ReportLetter, { description: 'Of the last week that was sent, or is being sent: `week`, its Monday' }),
    trial: Nullable(ReportLetter),
  },
  { title: 'WeeklyReport' },
);
export type WeeklyReport = Static<typeof WeeklyReport>;

export const WeeklyReportPatch = Type.Partial(
  Type.Object({
    enabled: Type.Boolean(),
    weekday: Type.Integer({ minimum: 1, maximum: 7 }),
    hour: Type.Integer({ minimum: 0, maximum: 23 }),
    receiverIds: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
  }),
);
export type WeeklyReportPatch = Static<typeof WeeklyReportPatch>;
