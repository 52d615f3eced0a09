import { type Static, Type } from 'typebox';
import { Id, Nullable, OneOf } from './basics.ts';

const returnTimeout = Type.Integer({ minimum: 0, maximum: 120, description: '0 = rings for ever, otherwise 3 to 120 seconds' });
const routeToResponsible = {
  enabled: Type.Boolean(),
  rehearsal: Type.Boolean(),
  returnTimeoutSeconds: returnTimeout,
  whenAmbiguous: OneOf('openDeal', 'none'),
  respectHours: Type.Boolean(),
};
const callerName = { enabled: Type.Boolean(), template: OneOf('{contact}', '{company}', '{company}, {contact}') };
const blacklist = { enabled: Type.Boolean(), reply: OneOf('busy', 'hangup'), hiddenNumbers: Type.Boolean() };
const autoInbound = { enabled: Type.Boolean(), create: OneOf('contact', 'lead', 'deal', 'task'), alsoMissed: Type.Boolean() };
const autoOutbound = {
  enabled: Type.Boolean(),
  create: OneOf('contact', 'lead', 'deal', 'task'),
  moment: OneOf('start', 'answer', 'end'),
};
const source = Type.String({ minLength: 1, maxLength: 100 });
const nameTemplate = Type.String({
  minLength: 1,
  maxLength: 100,
  description: '{number} the caller, {did} the label of the called number, {date} the day',
});
const dealForArchived = Type.Boolean({
  description: 'A number that only archived clients have: they are linked, and get a new deal (6.8)',
});
/** 6.1, 6.5: for each direction apart; what is not set follows the workspace's default pipeline and the plain name. */
const autoPlace = {
  pipelineId: Type.Optional(Id),
  stageId: Type.Optional(Id),
  source: Type.Optional(source),
  nameTemplate: Type.Optional(nameTemplate),
  dealForArchived: Type.Optional(dealForArchived),
};
const autoPlacePatch = {
  pipelineId: Type.Optional(Nullable(Id)),
  stageId: Type.Optional(Nullable(Id)),
  source: Type.Optional(Nullable(source)),
  nameTemplate: Type.Optional(Nullable(nameTemplate)),
  dealForArchived: Type.Optional(Nullable(dealForArchived)),
};
const missedCalls = {
  enabled: Type.Boolean(),
  as: OneOf('task', 'notification', 'both'),
  dueMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
  escalateMinutes: Type.Integer({
    minimum: 0,
    maximum: 10_080,
    description: 'Working minutes after the due time until supervisors are told; 0 = never',
  }),
  menuOnlyIsMissed: Type.Boolean(),
};

/** Requirements 6 to 10. A new workspace has every `enabled: false`. */
export const Features = Type.Object({
  autoCreate: Type.Object({
    inbound: Type.Object({ ...autoInbound, ...autoPlace }),
    outbound: Type.Object({ ...autoOutbound, ...autoPlace }),
    assign: OneOf('answerer', 'pool', 'roundRobin'),
  }),
  routeToResponsible: Type.Object(routeToResponsible),
  callerName: Type.Object(callerName),
  missedCalls: Type.Object(missedCalls),
  blacklist: Type.Object(blacklist),
});
export type Features = Static<typeof Features>;

export const DEFAULT_FEATURES: Features = {
  autoCreate: {
    inbound: { enabled: false, create: 'lead', alsoMissed: true },
    outbound: { enabled: false, create: 'contact', moment: 'answer' },
    assign: 'answerer',
  },
  routeToResponsible: {
    enabled: false,
    rehearsal: false,
    returnTimeoutSeconds: 15,
    whenAmbiguous: 'openDeal',
    respectHours: true,
  },
  callerName: { enabled: false, template: '{contact}' },
  missedCalls: { enabled: false, as: 'task', dueMinutes: 15, escalateMinutes: 30, menuOnlyIsMissed: true },
  blacklist: { enabled: false, reply: 'busy', hiddenNumbers: false },
};

export const FeaturesPatch = Type.Partial(
  Type.Object({
    autoCreate: Type.Partial(
      Type.Object({
        inbound: Type.Partial(Type.Object({ ...autoInbound, ...autoPlacePatch })),
        outbound: Type.Partial(Type.Object({ ...autoOutbound, ...autoPlacePatch })),
        assign: OneOf('answerer', 'pool', 'roundRobin'),
      }),
    ),
    routeToResponsible: Type.Partial(Type.Object(routeToResponsible)),
    callerName: Type.Partial(Type.Object(callerName)),
    missedCalls: Type.Partial(Type.Object(missedCalls)),
    blacklist: Type.Partial(Type.Object(blacklist)),
  }),
);
export type FeaturesPatch = Static<typeof FeaturesPatch>;
