import { type Static, Type } from 'typebox';
import { E164, Id, Nullable, OneOf, PersonRef, Time } from './basics.ts';
import { CallView, LastNotPlaced } from './calls.ts';
import { ClientType } from './clients.ts';
import { CallDevice } from './people.ts';

/** What a call is started from: its client is linked to the call, a deal or a task as well; a missed call is claimed. */
export const DialAbout = Type.Object({
  type: OneOf('contact', 'company', 'lead', 'deal', 'task', 'call', 'missed-call'),
  id: Id,
});
export type DialAbout = Static<typeof DialAbout>;

export const DialRequest = Type.Object({
  to: Type.String({
    minLength: 1,
    maxLength: 60,
    examples: ['+7 495 123-45-67 доб. 12'],
    description: 'As a person writes it. What is dialled are its digits; an extension behind it is given back',
  }),
  about: Type.Optional(Nullable(DialAbout)),
});
export type DialRequest = Static<typeof DialRequest>;

const dialAfterAnswer = Nullable(
  Type.String({ description: 'The extension behind the number: a person dials it when the other side has answered' }),
);

/** A call that was asked for: `requested` until the PBX dials, `not-placed` when it does not within two minutes. */
export const RequestedCall = Type.Object(
  {
    ...CallView.properties,
    dialAfterAnswer,
    lockedUntil: Nullable(
      Type.String({
        format: 'date-time',
        examples: ['2026-03-14T09:27:38.000Z'],
        description: 'Until then, or until the PBX dials, another call is 409 `already-dialling`',
      }),
    ),
  },
  { title: 'RequestedCall' },
);
export type RequestedCall = Static<typeof RequestedCall>;

/** Why I can't call at all. */
export const DiallingObstacle = OneOf('not-connected', 'no-extension', 'no-mobile');
export type DiallingObstacle = Static<typeof DiallingObstacle>;

/** Said before the call; none of them stops it. */
export const DialWarning = Type.Object({
  code: Type.Enum(['do-not-call', 'quiet-hours', 'blacklisted', 'claimed'], {
    description:
      'A client asked not to be called · it is before 9 or after 20 where they are · the number is on the blacklist · a colleague is calling back a missed call of theirs',
  }),
  client: Nullable(Type.Object({ type: ClientType, id: Id, name: Type.String() }, { description: 'Who asked not to be called' })),
  localTime: Nullable(
    Type.String({ pattern: '^\\d{2}:\\d{2}$', examples: ['21:40'], description: 'What time it is there, of `quiet-hours`' }),
  ),
  colleague: Nullable(PersonRef),
});
export type DialWarning = Static<typeof DialWarning>;

/** A number somebody is about to call. */
export const DialTarget = Type.Object({
  number: Nullable(E164),
  dialAfterAnswer,
  refusal: Nullable(
    Type.Enum(['bad-number', 'own-number', 'free-dialling', 'others-client'], {
      description:
        'Why `POST /calls` would refuse it: no number · an own one · nobody’s, and I may only call clients · a colleague’s client, and I may only call my own',
    }),
  ),
  clients: Type.Array(
    Type.Object({
      type: ClientType,
      id: Id,
      name: Type.String(),
      company: Nullable(Type.String()),
      responsible: Nullable(PersonRef),
      doNotCall: Type.Boolean(),
    }),
  ),
  warnings: Type.Array(DialWarning),
});
export type DialTarget = Static<typeof DialTarget>;

/** Whether and how I can call, at this moment. */
export const Dialling = Type.Object(
  {
    ready: Type.Boolean(),
    because: Nullable(DiallingObstacle),
    device: CallDevice,
    extension: Nullable(Type.String()),
    rings: Nullable(Type.String({ description: 'What rings first: my extension, or my own mobile' })),
    callerId: Nullable(Type.String({ description: 'E.164: the number the client will see; null = not known' })),
    freeDialling: Type.Boolean({ description: 'I may call numbers that are no client’s' }),
    othersClients: Type.Boolean({ description: 'I may call clients somebody else is responsible for' }),
    lock: Nullable(Type.Object({ callId: Id, number: E164, until: Time }, { description: 'A call of mine is being placed' })),
    notPlaced: LastNotPlaced,
    now: Time,
    to: Nullable(DialTarget),
  },
  { title: 'Dialling' },
);
export type Dialling = Static<typeof Dialling>;

export const DiallingQuery = Type.Object({
  to: Type.Optional(Type.String({ maxLength: 60, description: 'Who would be called: `to` says what speaks against it' })),
});
export type DiallingQuery = Static<typeof DiallingQuery>;

/** 3.6: who may what (administrators may everything), and 3.11: whether anybody may talk in the browser. */
export const DiallingRules = Type.Object({
  freeDialling: Type.Enum(['everybody', 'supervisors'], { description: 'Who may call numbers that are no client’s' }),
  othersClients: Type.Enum(['everybody', 'supervisors'], {
    description: 'Who may call clients that somebody else is responsible for',
  }),
  browserPhone: Type.Boolean({ description: 'Whoever has the `callDevice` `browser` has the provider’s phone in their pages' }),
});
export type DiallingRules = Static<typeof DiallingRules>;
/** What a desk phone allows anyway. */
export const DEFAULT_DIALLING: DiallingRules = { freeDialling: 'everybody', othersClients: 'everybody', browserPhone: false };
