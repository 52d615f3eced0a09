import { type Static, Type } from 'typebox';
import { CountedListOf, Id, Nullable, OneOf, PageQuery, PersonRef, Time } from './basics.ts';

export const NumberState = OneOf('current', 'former', 'wrong');
export const PhoneRead = Type.Object({
  number: Type.String({ description: 'E.164' }),
  typed: Type.String({ description: 'What was typed' }),
  label: Type.String(),
  state: NumberState,
  suffix: Nullable(Type.String({ description: 'Extension to dial after the answer' })),
});
export type PhoneRead = Static<typeof PhoneRead>;
export const PhoneWrite = Type.Object({
  number: Type.String({ minLength: 1, maxLength: 60, description: 'As typed: any usual way of writing a number' }),
  label: Type.Optional(Type.String({ maxLength: 60 })),
  state: Type.Optional(NumberState),
});
export type PhoneWrite = Static<typeof PhoneWrite>;

const Name = (max: number) => Type.Optional(Nullable(Type.String({ maxLength: max })));
export const Emails = Type.Array(Type.String({ maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$' }), { maxItems: 20 });
export const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 50 });
export const Custom = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean(), Type.Null()]),
);
export const Phones = Type.Array(PhoneWrite, { maxItems: 50 });

export const doNotCall = { doNotCall: Type.Boolean({ description: 'They asked not to be called: whoever calls is warned' }) };

export const Contact = Type.Object(
  {
    id: Id,
    name: Type.String({ description: 'Display name' }),
    familyName: Nullable(Type.String()),
    givenName: Nullable(Type.String()),
    patronymic: Nullable(Type.String()),
    phones: Type.Array(PhoneRead),
    emails: Type.Array(Type.String()),
    companyId: Nullable(Id),
    company: Nullable(PersonRef),
    responsibleId: Nullable(Id),
    responsible: Nullable(PersonRef),
    tags: Type.Array(Type.String()),
    custom: Custom,
    externalId: Nullable(Type.String()),
    ...doNotCall,
    archivedAt: Nullable(Time),
    createdAt: Time,
    updatedAt: Time,
  },
  { title: 'Contact' },
);
export type Contact = Static<typeof Contact>;

const contactFields = {
  name: Type.Optional(Type.String({ maxLength: 300, description: 'Display name; made from the parts when left out' })),
  familyName: Name(120),
  givenName: Name(120),
  patronymic: Name(120),
  phones: Type.Optional(Phones),
  emails: Type.Optional(Emails),
  companyId: Type.Optional(Nullable(Id)),
  responsibleId: Type.Optional(Nullable(Id)),
  tags: Type.Optional(Tags),
  custom: Type.Optional(Custom),
  externalId: Name(200),
  doNotCall: Type.Optional(Type.Boolean()),
};
/** The call it is made from, in the pop-up: linked to it, and no automation makes another record of that call (6.6). */
export const FromCall = Type.Optional(Nullable(Type.String({ format: 'uuid', description: 'The call it is made from' })));
export const ContactCreate = Type.Object({ ...contactFields, callId: FromCall });
export type ContactCreate = Static<typeof ContactCreate>;
export const ContactPatch = Type.Object({
  ...contactFields,
  archivedAt: Type.Optional(Type.Null({ description: 'null brings it back' })),
});
export type ContactPatch = Static<typeof ContactPatch>;

export const Company = Type.Object(
  {
    id: Id,
    name: Type.String(),
    legalForm: Nullable(Type.String({ examples: ['ООО'] })),
    inn: Nullable(Type.String({ description: 'ИНН, check digits verified' })),
    kpp: Nullable(Type.String()),
    phones: Type.Array(PhoneRead),
    emails: Type.Array(Type.String()),
    responsibleId: Nullable(Id),
    responsible: Nullable(PersonRef),
    tags: Type.Array(Type.String()),
    custom: Custom,
    externalId: Nullable(Type.String()),
    ...doNotCall,
    archivedAt: Nullable(Time),
    createdAt: Time,
    updatedAt: Time,
  },
  { title: 'Company' },
);
export type Company = Static<typeof Company>;

const companyFields = {
  legalForm: Name(60),
  inn: Name(12),
  kpp: Name(9),
  phones: Type.Optional(Phones),
  emails: Type.Optional(Emails),
  responsibleId: Type.Optional(Nullable(Id)),
  tags: Type.Optional(Tags),
  custom: Type.Optional(Custom),
  externalId: Name(200),
  doNotCall: Type.Optional(Type.Boolean()),
};
const CompanyName = Type.String({ minLength: 1, maxLength: 300 });
export const CompanyCreate = Type.Object({ name: CompanyName, ...companyFields, callId: FromCall });
export type CompanyCreate = Static<typeof CompanyCreate>;
export const CompanyPatch = Type.Object({
  name: Type.Optional(CompanyName),
  ...companyFields,
  archivedAt: Type.Optional(Type.Null()),
});
export type CompanyPatch = Static<typeof CompanyPatch>;

/** Filters of both lists. `q` finds any fragment of a name or number. */
export const ClientListQuery = Type.Interface([PageQuery], {
  q: Type.Optional(Type.String({ maxLength: 200 })),
  responsibleId: Type.Optional(Id),
  companyId: Type.Optional(Id),
  externalId: Type.Optional(Type.String({ maxLength: 200 })),
  number: Type.Optional(Type.String({ maxLength: 60 })),
  archived: Type.Optional(Type.Boolean({ default: false })),
  sort: Type.Optional(OneOf('name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt')),
});
export type ClientListQuery = Static<typeof ClientListQuery>;
export const ContactList = CountedListOf(Contact);
export const CompanyList = CountedListOf(Company);

export const ClientType = OneOf('contact', 'company', 'lead');
export type ClientType = Static<typeof ClientType>;
const found = {
  id: Id,
  name: Type.String(),
  company: Nullable(Type.String()),
  number: Nullable(Type.String()),
  responsibleId: Nullable(Id),
};
export const FoundClient = Type.Object({ type: ClientType, ...found });
export type FoundClient = Static<typeof FoundClient>;
/** A client, or a deal with the name of its client as `company`. */
export const SearchItem = Type.Object({ type: OneOf('contact', 'company', 'lead', 'deal'), ...found });
export type SearchItem = Static<typeof SearchItem>;
export const SearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 200 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
  clients: Type.Optional(Type.Boolean({ description: 'true: clients alone, no deals' })),
});
