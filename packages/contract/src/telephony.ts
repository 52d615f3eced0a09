import { type Static, Type } from 'typebox';
import { Day, Id, ListOf, Money, Nullable, OneOf, PageQuery, PersonRef, Time } from './basics.ts';
import { DecisionStep } from './calls.ts';
import { FoundClient } from './clients.ts';
import { DiallingRules } from './dialling.ts';
import { Features, FeaturesPatch } from './features.ts';
import { TelephonyAlert } from './notifications.ts';
import { TranscriptMode } from './transcripts.ts';

export const ProviderEntry = Type.Object({
  id: Type.String(),
  name: Type.String(),
  keysUrl: Nullable(Type.String()),
  ipRanges: Type.Array(Type.String()),
  browserPhone: Type.Boolean({ description: 'It has a phone for web pages' }),
});
const IpAllowList = Type.Object({
  enabled: Type.Boolean(),
  ranges: Type.Array(Type.String({ maxLength: 50 }), { maxItems: 50 }),
});

/** How the journal is kept equal to the provider's statistics (5.8). */
export const ReconciliationSettings = Type.Object({
  journalOnly: Type.Boolean({
    description: 'The PBX can’t reach this installation: calls come from the statistics every 15 minutes',
  }),
  remindMissedHours: Type.Integer({
    minimum: 0,
    maximum: 168,
    description: 'How old a missed call found by comparing may be to make its record and reminder; 0 = none does',
  }),
});

export const TelephonySettings = Type.Object(
  {
    provider: Type.String({ examples: ['zadarma'] }),
    providers: Type.Array(ProviderEntry),
    apiKey: Nullable(Type.String()),
    secretSet: Type.Boolean(),
    connected: Type.Boolean(),
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
    areaCode: Nullable(Type.String()),
    accountTimezone: Type.String({ examples: ['Europe/Moscow'] }),
    timezoneConfirmed: Type.Boolean({ description: 'A person has confirmed or chosen the zone' }),
    clockSkewMinutes: Nullable(
      Type.Integer({ description: 'Three calls of the last hour disagreed with the clock by this much' }),
    ),
    webhookUrl: Type.String(),
    defaultResponsibleId: Nullable(Id),
    ipAllowList: IpAllowList,
    features: Features,
    dialling: DiallingRules,
    reconciliation: ReconciliationSettings,
    refusedRecently: Type.Integer({ description: 'Notifications of the last five minutes with a wrong signature' }),
    lastEventAt: Nullable(Time),
  },
  { title: 'TelephonySettings' },
);
export type TelephonySettings = Static<typeof TelephonySettings>;

export const TelephonySettingsPatch = Type.Object({
  provider: Type.Optional(Type.String({ maxLength: 40 })),
  apiKey: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  apiSecret: Type.Optional(Nullable(Type.String({ maxLength: 200, description: 'Write only' }))),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  areaCode: Type.Optional(Nullable(Type.String({ pattern: '^\\d{1,6}$' }))),
  accountTimezone: Type.Optional(Type.String({ maxLength: 60 })),
  defaultResponsibleId: Type.Optional(Nullable(Id)),
  ipAllowList: Type.Optional(Type.Partial(IpAllowList)),
  features: Type.Optional(FeaturesPatch),
  dialling: Type.Optional(Type.Partial(DiallingRules)),
  reconciliation: Type.Optional(Type.Partial(ReconciliationSettings)),
});
export type TelephonySettingsPatch = Static<typeof TelephonySettingsPatch>;

export const CheckName = OneOf(
  'reachable',
  'keys',
  'notifications',
  'extensions',
  'clients',
  'defaultResponsible',
  'recording',
  'callIn',
  'callOut',
);
export type CheckName = Static<typeof CheckName>;
/** Something that is wrong with the telephony at the moment; administrators were told of it when it began. */
export const TelephonyAlertView = Type.Object(
  {
    alert: TelephonyAlert,
    subject: Nullable(
      Type.String({ description: 'What of several: a number; `api` or null of the keys; `url`, `flags` or null of the silence' }),
    ),
    detail: Nullable(Type.String({ description: 'A figure, a date or an address inside its words' })),
    raisedAt: Time,
  },
  { title: 'TelephonyAlert' },
);
export type TelephonyAlertView = Static<typeof TelephonyAlertView>;
export const TelephonyAlertList = Type.Object({ items: Type.Array(TelephonyAlertView), nextCursor: Type.Null() });
export type TelephonyAlertList = Static<typeof TelephonyAlertList>;

/** `ok: null` = not seen yet, nothing is wrong. */
export const TelephonyCheck = Type.Object({
  alerts: Type.Array(TelephonyAlertView),
  items: Type.Array(
    Type.Object({
      name: CheckName,
      ok: Nullable(Type.Boolean()),
      detail: Type.String(),
      code: Type.String({ description: 'For translation' }),
    }),
  ),
});
export type TelephonyCheck = Static<typeof TelephonyCheck>;

export const NotificationsPut = Type.Object({
  replace: Type.Optional(Type.Boolean({ description: 'Take the place of another URL that is registered' })),
  relay: Type.Optional(
    Type.Boolean({
      description:
        'With `replace`: the other URL goes on getting every notification, from us. `false` ends it; without it, it stays as it is.',
    }),
  ),
});
/** Another system that gets what we get (1.5): the same body and signature, after us, its answer ignored. */
export const RelayState = Type.Object(
  {
    kind: OneOf('calls', 'account'),
    url: Type.String(),
    startedAt: Time,
    passedOn: Type.Integer({ description: 'Answered with 2xx' }),
    failed: Type.Integer({ description: 'Not answered, answered otherwise, or not tried while it did not answer' }),
    lastAt: Nullable(Time),
    lastStatus: Nullable(Type.Integer({ description: 'HTTP status of the last answer; null when there was none' })),
    lastFault: Nullable(Type.String({ description: 'Why there was none: `timeout`, `ECONNREFUSED`, `inside`, …' })),
  },
  { title: 'RelayState' },
);
export type RelayState = Static<typeof RelayState>;
export const RelayList = Type.Object({ items: Type.Array(RelayState), nextCursor: Type.Null() });
export type RelayList = Static<typeof RelayList>;
export const NotificationsState = Type.Object({
  url: Nullable(Type.String()),
  ours: Type.Boolean(),
  flags: Type.Array(Type.Object({ name: Type.String(), on: Type.Boolean() })),
  record: OneOf('seen', 'not-yet'),
  account: Nullable(
    Type.Object(
      {
        url: Nullable(Type.String()),
        ours: Type.Boolean(),
        sms: Type.Boolean(),
        callTracking: Type.Boolean(),
        speechRecognition: Type.Boolean({ description: 'That the words of a recording are ready (5.11)' }),
      },
      { description: 'Where the account reports what is no call, such as texts; null when the provider did not tell' },
    ),
  ),
  relays: Type.Array(RelayState),
});
export type NotificationsState = Static<typeof NotificationsState>;
export const Balance = Type.Object({ balance: Money, currency: Type.String(), at: Time });
export type Balance = Static<typeof Balance>;

export const Extension = Type.Object(
  {
    extension: Type.String(),
    name: Nullable(Type.String()),
    userId: Nullable(Id),
    user: Nullable(PersonRef),
    online: Nullable(Type.Boolean({ description: 'null = not asked lately' })),
    recording: Nullable(Type.String()),
    transcripts: TranscriptMode,
    vanished: Type.Boolean({ description: 'The PBX no longer lists it' }),
  },
  { title: 'Extension' },
);
export type Extension = Static<typeof Extension>;
export const ExtensionList = Type.Object({ items: Type.Array(Extension), nextCursor: Type.Null(), refreshedAt: Nullable(Time) });
export const ExtensionAssign = Type.Object({ userId: Nullable(Id) });

export const PbxNumber = Type.Object(
  {
    did: Type.String({ description: 'E.164' }),
    label: Nullable(Type.String()),
    source: Nullable(Type.String()),
    scheduleId: Nullable(Id),
    description: Nullable(Type.String()),
    status: Nullable(Type.String()),
    expiresAt: Nullable(Time),
    smsReception: OneOf('on', 'off', 'unsupported', 'unknown'),
  },
  { title: 'PbxNumber' },
);
export type PbxNumber = Static<typeof PbxNumber>;
export const PbxNumberPatch = Type.Object({
  label: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
  source: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
  scheduleId: Type.Optional(Nullable(Id)),
});
export const SmsReception = Type.Object({ enabled: Type.Boolean() });

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', examples: ['09:00'] });
const Weekly = Type.Array(
  Type.Object({
    days: Type.Array(OneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { minItems: 1 }),
    from: Clock,
    to: Clock,
  }),
  { maxItems: 50 },
);
const Exceptions = Type.Array(
  Type.Union([Type.Object({ date: Day, closed: Type.Literal(true) }), Type.Object({ date: Day, from: Clock, to: Clock })]),
  { maxItems: 400 },
);
const scheduleFields = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  timezone: Type.String({ maxLength: 60 }),
  weekly: Weekly,
  exceptions: Exceptions,
};
export const Schedule = Type.Object({ id: Id, ...scheduleFields, isDefault: Type.Boolean() }, { title: 'Schedule' });
export type Schedule = Static<typeof Schedule>;
export const ScheduleCreate = Type.Object({
  name: scheduleFields.name,
  timezone: Type.Optional(scheduleFields.timezone),
  weekly: Weekly,
  exceptions: Type.Optional(Exceptions),
  isDefault: Type.Optional(Type.Boolean()),
});
export const SchedulePatch = Type.Partial(Type.Object({ ...scheduleFields, isDefault: Type.Boolean() }));

export const Verdict = OneOf('accepted', 'repeated', 'stale', 'refused', 'unknown');
export const PbxEvent = Type.Object(
  {
    id: Id,
    receivedAt: Time,
    event: Type.String(),
    fields: Type.Record(Type.String(), Type.String()),
    verdict: Verdict,
    reply: Type.Record(Type.String(), Type.Unknown()),
    milliseconds: Nullable(Type.Number()),
    spooled: Type.Boolean(),
    callId: Nullable(Id),
  },
  { title: 'PbxEvent' },
);
export type PbxEvent = Static<typeof PbxEvent>;
export const PbxEventList = ListOf(PbxEvent);
export const PbxEventQuery = Type.Interface([PageQuery], { pbxCallId: Type.Optional(Type.String({ maxLength: 100 })) });

export const DecisionAsk = Type.Object({
  callerId: Type.String({ maxLength: 60 }),
  did: Type.Optional(Type.String({ maxLength: 60 })),
  at: Type.Optional(Time),
});
export const DecisionAnswer = Type.Object({
  reply: Type.Record(Type.String(), Type.Unknown()),
  because: Type.String(),
  rehearsal: Type.Boolean(),
  steps: Type.Array(DecisionStep),
  clients: Type.Array(FoundClient),
  responsible: Nullable(PersonRef),
});
export type DecisionAnswer = Static<typeof DecisionAnswer>;
