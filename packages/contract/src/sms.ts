import { type Static, Type } from 'typebox';
import { E164, Id, Money, Nullable, OneOf, PersonRef, Time } from './basics.ts';

export const SMS_TEXT_MAX = 1_000;

/** `unknown`: the provider did not answer in time; it may have gone, and is never sent again by itself. */
export const SmsState = OneOf('sending', 'sent', 'refused', 'unknown', 'received');

/** A text that a client sent us, or somebody of us sent. Whoever has the number has it in their timeline. */
export const Sms = Type.Object(
  {
    id: Id,
    direction: OneOf('in', 'out'),
    number: Nullable(E164),
    party: Type.String({ description: 'The other side as the provider said or a person typed it; a name where it is no number' }),
    own: Nullable(Type.String({ description: 'Our number that it came to, or the sender that was shown' })),
    text: Type.String(),
    state: SmsState,
    parts: Nullable(Type.Integer({ description: 'In how many parts it went' })),
    cost: Nullable(Money),
    currency: Nullable(Type.String()),
    reason: Nullable(Type.String({ description: 'Of `refused`: the provider’s own words' })),
    author: Nullable(PersonRef),
    at: Time,
  },
  { title: 'Sms' },
);
export type Sms = Static<typeof Sms>;

export const SmsSend = Type.Object({
  to: Type.String({ minLength: 1, maxLength: 60, description: 'As a person writes it', examples: ['+79161234567'] }),
  text: Type.String({ minLength: 1, maxLength: SMS_TEXT_MAX }),
  sender: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 60,
        description: 'One of the senders that `GET /sms/options` names; null = the provider chooses',
      }),
    ),
  ),
});
export type SmsSend = Static<typeof SmsSend>;

/** What a template of ours may hold in braces; filled in for whoever writes to whom. */
export const SMS_PLACEHOLDERS = ['client', 'employee', 'company'] as const;
const templateFields = {
  title: Type.String({
    minLength: 1,
    maxLength: 80,
    pattern: '\\S',
    description: 'No other template has it',
    examples: ['We missed you'],
  }),
  text: Type.String({
    minLength: 1,
    maxLength: SMS_TEXT_MAX,
    pattern: '\\S',
    description: '`{client}`, `{employee}` and `{company}` are filled in when it is chosen',
    examples: ['Hello {client}, this is {employee}, {company}. You called us: when may I call back?'],
  }),
};
/** A text the company has made ready for its employees. */
export const SmsTemplate = Type.Object({ id: Id, ...templateFields }, { title: 'SmsTemplate' });
export type SmsTemplate = Static<typeof SmsTemplate>;
export const SmsTemplateCreate = Type.Object(templateFields);
export type SmsTemplateCreate = Static<typeof SmsTemplateCreate>;
export const SmsTemplatePatch = Type.Partial(SmsTemplateCreate);
export const SmsTemplateList = Type.Object({ items: Type.Array(SmsTemplate), nextCursor: Type.Null() });

export const SmsOptionsQuery = Type.Object({
  to: Type.String({ minLength: 1, maxLength: 60 }),
  language: Type.Optional(Type.String({ pattern: '^[a-z]{2}$', description: 'Of the templates' })),
});
/** What somebody who is about to write needs to know. */
export const SmsOptions = Type.Object(
  {
    number: Nullable(E164),
    refusal: Nullable(
      Type.Enum(['not-connected', 'bad-number', 'free-text', 'others-client'], {
        description: 'Why I can not: no PBX · no number · nobody’s number, nor a missed call · a colleague’s client',
      }),
    ),
    senders: Type.Array(Type.String(), { description: 'What the client may see; empty when the provider does not tell' }),
    own: Type.Array(SmsTemplate, {
      description: 'The company’s templates, filled in for this number and me; what is not known stays in braces',
    }),
    templates: Type.Array(
      Type.Object({
        id: Type.String(),
        group: Type.String(),
        text: Type.String({
          description: '`{$name}` is to be replaced before sending',
          examples: ['Your order {$order} is ready.'],
        }),
      }),
    ),
  },
  { title: 'SmsOptions' },
);
export type SmsOptions = Static<typeof SmsOptions>;
