import { type Static, Type } from 'typebox';
import { Id, Nullable, OneOf, PageQuery, Time } from './basics.ts';

/** What employees are told of. Each kind has its own words on the page: a new one must be given some before it compiles. */
export const NotificationKind = OneOf(
  'missed-call',
  'missed-call-escalated',
  'your-client-called',
  'sms-received',
  'number-blocked',
  'redirect-bypassed',
  'telephony-alert',
);
export type NotificationKind = Static<typeof NotificationKind>;

/** What a `telephony-alert` warns of (F4, F7, 1.6, 2.6). */
export const TelephonyAlert = OneOf(
  'keys-reissued',
  'clock-disagrees',
  'notifications-silent',
  'balance-low',
  'no-money',
  'number-expiring',
  'recordings-wait',
  'report-failed',
);
export type TelephonyAlert = Static<typeof TelephonyAlert>;

/** The facts its words are made of; which of them there are depends on the kind. */
export const NotificationData = Type.Partial(
  Type.Object({
    number: Nullable(Type.String({ description: "The other side's number, E.164; null when hidden" })),
    pattern: Type.String({ description: 'Of a blocked number: the number or mask' }),
    clientType: OneOf('contact', 'company', 'lead'),
    clientId: Id,
    clientName: Type.String(),
    did: Nullable(Type.String()),
    didLabel: Nullable(Type.String()),
    userName: Type.String({ description: 'Who talked, who blocked' }),
    talkSeconds: Type.Integer(),
    count: Type.Integer({ description: 'How many calls, how many rung-out redirects' }),
    at: Time,
    dueAt: Time,
    missedCallId: Id,
    taskId: Id,
    comment: Type.String(),
    text: Type.String({ description: 'The beginning of a text that came' }),
    alert: TelephonyAlert,
    detail: Type.String({ description: 'A figure or a name inside the words of an alert' }),
  }),
);
export type NotificationData = Static<typeof NotificationData>;

/** Something one employee should know. */
export const Notification = Type.Object(
  {
    id: Id,
    kind: NotificationKind,
    data: NotificationData,
    callId: Nullable(Id),
    createdAt: Time,
    readAt: Nullable(Time),
  },
  { title: 'Notification' },
);
export type Notification = Static<typeof Notification>;

export const NotificationList = Type.Object({
  items: Type.Array(Notification),
  nextCursor: Nullable(Type.String()),
  unread: Type.Integer({ description: 'How many of all are unread, 100 at most' }),
});
export type NotificationList = Static<typeof NotificationList>;

export const NotificationsQuery = Type.Object({ ...PageQuery.properties, unread: Type.Optional(Type.Boolean()) });
export const NotificationPatch = Type.Object({ read: Type.Boolean() });
