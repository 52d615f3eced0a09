import { type Static, Type } from 'typebox';
import { Id, Nullable, OneOf, Time } from './basics.ts';

export const Role = OneOf('admin', 'supervisor', 'agent');
export type Role = Static<typeof Role>;
export const CallDevice = OneOf('desk', 'browser', 'mobile');
const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$', examples: ['anna@example.com'] });
const Password = Type.String({ minLength: 8, maxLength: 200 });
const Absence = Type.Object({ until: Time, deputyId: Nullable(Id) });
const PersonName = Type.String({ minLength: 1, maxLength: 200 });

const ringSound = Nullable(
  Type.Enum(['ring', 'answer', 'never'], {
    description: 'When this browser sounds for a call; null = as the phone does: on ring for the browser phone, else never',
  }),
);
/** What somebody has chosen for themselves. */
export const Preferences = Type.Object({
  ringSound,
  systemNotification: Type.Boolean({
    description: 'A call while the tab is hidden is shown by the system, where the browser may',
  }),
  email: Type.Boolean({
    description: 'Missed calls and warnings of telephony come by e-mail, too, where the installation sends any',
  }),
});
export type Preferences = Static<typeof Preferences>;

export const User = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    role: Role,
    phones: Type.Array(Type.String(), { description: 'Own outside numbers, E.164: calls from and to them are no client calls' }),
    callDevice: CallDevice,
    extension: Nullable(Type.String()),
    active: Type.Boolean(),
    absence: Nullable(Absence),
    returnTimeoutSeconds: Nullable(
      Type.Integer({ description: 'How long their phone rings before a redirected call goes back; null = as for everybody' }),
    ),
    locale: Nullable(OneOf('en', 'ru')),
    preferences: Preferences,
    createdAt: Time,
  },
  { title: 'User' },
);
export type User = Static<typeof User>;

export const UserCreate = Type.Object({
  name: PersonName,
  email: Email,
  password: Type.Optional(Password),
  role: Type.Optional(Role),
  phones: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
  callDevice: Type.Optional(CallDevice),
});
export type UserCreate = Static<typeof UserCreate>;

export const UserPatch = Type.Object({
  name: Type.Optional(PersonName),
  email: Type.Optional(Email),
  password: Type.Optional(Password),
  role: Type.Optional(Role),
  phones: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
  callDevice: Type.Optional(CallDevice),
  active: Type.Optional(Type.Boolean()),
  absence: Type.Optional(Nullable(Absence)),
  returnTimeoutSeconds: Type.Optional(
    Nullable(Type.Integer({ minimum: 0, maximum: 120, description: '0 = rings for ever, otherwise 3 to 120 seconds' })),
  ),
  locale: Type.Optional(Nullable(OneOf('en', 'ru'))),
  preferences: Type.Optional(Type.Partial(Preferences)),
});
export type UserPatch = Static<typeof UserPatch>;

/** What one employee may see of another: enough to choose a responsible. */
export const Colleague = Type.Object({
  id: Id,
  name: Type.String(),
  role: Role,
  extension: Nullable(Type.String()),
  active: Type.Boolean(),
});
export type Colleague = Static<typeof Colleague>;

export const SessionCreate = Type.Object({ email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 200 }) });
/** The user, with what a signed-in page needs to know first; `user` is the same user again, by themselves. */
export const Session = Type.Object(
  {
    ...User.properties,
    user: User,
    workspace: Type.Object({ id: Id, name: Type.String(), country: Type.String() }),
    connected: Type.Boolean({ description: 'A PBX is connected' }),
    browserPhone: Type.Boolean({ description: 'I talk in the browser: `GET /browser-phone` has what the page needs' }),
    sendsEmail: Type.Boolean({ description: 'The installation has a mail server' }),
    now: Time,
  },
  { title: 'Session' },
);
export type Session = Static<typeof Session>;

/** The one-time page of a new installation (requirement 2.9), and an invitation's page (2.2). */
export const SetupCreate = Type.Object({
  token: Type.String({ maxLength: 200 }),
  name: PersonName,
  email: Email,
  password: Password,
  company: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
export const InvitationAccept = Type.Object({ token: Type.String({ maxLength: 200 }), password: Password });
export const Invitation = Type.Object({
  userId: Id,
  name: Type.String(),
  extension: Nullable(Type.String()),
  url: Type.String(),
  expiresAt: Time,
});
export type Invitation = Static<typeof Invitation>;

export const ApiToken = Type.Object({ id: Id, name: Type.String(), userId: Id, createdAt: Time, lastUsedAt: Nullable(Time) });
export const ApiTokenCreate = Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) });
export const ApiTokenCreated = Type.Object({
  id: Id,
  name: Type.String(),
  userId: Id,
  createdAt: Time,
  lastUsedAt: Nullable(Time),
  token: Type.String(),
});

export const AuditEntry = Type.Object({
  id: Id,
  at: Time,
  userId: Nullable(Id),
  action: Type.String({ examples: ['telephony.keys-saved'] }),
  about: Type.Unknown(),
});
