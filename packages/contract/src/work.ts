import { type Static, Type } from 'typebox';
import { CountedListOf, Id, ListOf, Money, Nullable, OneOf, PageQuery, PersonRef, Time } from './basics.ts';
import { CompanyCreate, ContactCreate, Custom, doNotCall, Emails, FromCall, PhoneRead, Phones, Tags } from './clients.ts';

// Leads ----------------------------------------------------------------------------------------------------------------
export const LeadStatus = OneOf('new', 'in-progress', 'converted', 'lost');
export type LeadStatus = Static<typeof LeadStatus>;
/** What became of a converted lead. */
export const ConvertedTo = Type.Object({ contactId: Id, companyId: Nullable(Id), dealId: Nullable(Id) });
export type ConvertedTo = Static<typeof ConvertedTo>;

export const Lead = Type.Object(
  {
    id: Id,
    name: Type.String(),
    phones: Type.Array(PhoneRead),
    emails: Type.Array(Type.String()),
    source: Nullable(Type.String({ description: 'Where it came from, in free words', examples: ['Website'] })),
    status: LeadStatus,
    responsibleId: Nullable(Type.String({ ...Id, description: 'null = in the pool: whoever takes it first' })),
    responsible: Nullable(PersonRef),
    tags: Type.Array(Type.String()),
    custom: Custom,
    externalId: Nullable(Type.String()),
    automatic: Type.Boolean({ description: 'Made by a call, not by a person' }),
    originCallId: Nullable(Id),
    convertedTo: Nullable(ConvertedTo),
    ...doNotCall,
    archivedAt: Nullable(Time),
    createdAt: Time,
    updatedAt: Time,
  },
  { title: 'Lead' },
);
export type Lead = Static<typeof Lead>;

const leadFields = {
  name: Type.Optional(Type.String({ maxLength: 300, description: 'The first number names a lead that has no name' })),
  phones: Type.Optional(Phones),
  emails: Type.Optional(Emails),
  source: Type.Optional(Nullable(Type.String({ maxLength: 120 }))),
  status: Type.Optional(OneOf('new', 'in-progress', 'lost')),
  responsibleId: Type.Optional(Nullable(Id)),
  tags: Type.Optional(Tags),
  custom: Type.Optional(Custom),
  externalId: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  doNotCall: Type.Optional(Type.Boolean()),
};
export const LeadCreate = Type.Object({ ...leadFields, callId: FromCall });
export type LeadCreate = Static<typeof LeadCreate>;
export const LeadPatch = Type.Object({
  ...leadFields,
  archivedAt: Type.Optional(Type.Null({ description: 'null brings it back' })),
});
export type LeadPatch = Static<typeof LeadPatch>;
export const LeadListQuery = Type.Interface([PageQuery], {
  q: Type.Optional(Type.String({ maxLength: 200 })),
  status: Type.Optional(LeadStatus),
  responsibleId: Type.Optional(Id),
  pool: Type.Optional(Type.Boolean({ description: 'Only those nobody is responsible for' })),
  externalId: Type.Optional(Type.String({ maxLength: 200 })),
  number: Type.Optional(Type.String({ maxLength: 60 })),
  archived: Type.Optional(Type.Boolean({ default: false, description: 'Converted leads are archived' })),
  sort: Type.Optional(OneOf('name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt')),
});
export type LeadListQuery = Static<typeof LeadListQuery>;
export const LeadList = CountedListOf(Lead);

// Pipelines ------------------------------------------------------------------------------------------------------------
export const StageKind = OneOf('open', 'won', 'lost');
export type StageKind = Static<typeof StageKind>;
export const Stage = Type.Object({ id: Id, name: Type.String(), kind: StageKind }, { title: 'Stage' });
export type Stage = Static<typeof Stage>;
export const Pipeline = Type.Object(
  { id: Id, name: Type.String(), isDefault: Type.Boolean(), stages: Type.Array(Stage, { description: 'In their order' }) },
  { title: 'Pipeline' },
);
export type Pipeline = Static<typeof Pipeline>;

const ShortName = Type.String({ minLength: 1, maxLength: 100 });
const StageWrite = Type.Object({
  id: Type.Optional(Type.String({ ...Id, description: 'A stage there is; left out: a new one' })),
  name: ShortName,
  kind: Type.Optional(StageKind),
});
export const PipelineCreate = Type.Object({
  name: ShortName,
  stages: Type.Array(Type.Object({ name: ShortName, kind: Type.Optional(StageKind) }), { minItems: 1, maxItems: 30 }),
});
export type PipelineCreate = Static<typeof PipelineCreate>;
export const PipelinePatch = Type.Object({
  name: Type.Optional(ShortName),
  isDefault: Type.Optional(Type.Literal(true, { description: 'New deals begin here; the other one is not any more' })),
  stages: Type.Optional(
    Type.Array(StageWrite, {
      minItems: 1,
      maxItems: 30,
      description: 'Replaces the list, in this order; a stage with deals must stay',
    }),
  ),
});
export type PipelinePatch = Static<typeof PipelinePatch>;
export const PipelineList = ListOf(Pipeline);

// Deals ----------------------------------------------------------------------------------------------------------------
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217', examples: ['RUB'] });
const Amount = Type.String({
  pattern: '^\\d{1,13}(\\.\\d{1,2})?$',
  description: 'Decimal as a string',
  examples: ['120000.00'],
});

export const Deal = Type.Object(
  {
    id: Id,
    title: Type.String(),
    amount: Nullable(Money),
    currency: Currency,
    pipelineId: Id,
    stageId: Id,
    stage: Stage,
    contactId: Nullable(Id),
    contact: Nullable(PersonRef),
    companyId: Nullable(Id),
    company: Nullable(PersonRef),
    responsibleId: Nullable(Id),
    responsible: Nullable(PersonRef),
    source: Nullable(Type.String()),
    automatic: Type.Boolean({ description: 'Made by a call, not by a person' }),
    originCallId: Nullable(Id),
    closedAt: Nullable(Type.String({ ...Time, description: 'Since when the stage is won or lost' })),
    archivedAt: Nullable(Time),
    createdAt: Time,
    updatedAt: Time,
  },
  { title: 'Deal' },
);
export type Deal = Static<typeof Deal>;

const dealFields = {
  amount: Type.Optional(Nullable(Amount)),
  currency: Type.Optional(Currency),
  pipelineId: Type.Optional(Id),
  stageId: Type.Optional(Id),
  contactId: Type.Optional(Nullable(Id)),
  companyId: Type.Optional(Nullable(Id)),
  responsibleId: Type.Optional(Nullable(Id)),
  source: Type.Optional(Nullable(Type.String({ maxLength: 120 }))),
};
const DealTitle = Type.String({ minLength: 1, maxLength: 300 });
export const DealCreate = Type.Object({ title: DealTitle, ...dealFields, callId: FromCall });
export type DealCreate = Static<typeof DealCreate>;
export const DealPatch = Type.Object({
  title: Type.Optional(DealTitle),
  ...dealFields,
  archivedAt: Type.Optional(Type.Null({ description: 'null brings it back' })),
});
export type DealPatch = Static<typeof DealPatch>;

const dealFilters = {
  q: Type.Optional(Type.String({ maxLength: 200, description: 'A fragment of the title' })),
  pipelineId: Type.Optional(Id),
  contactId: Type.Optional(Id),
  companyId: Type.Optional(Id),
  responsibleId: Type.Optional(Id),
};
export const DealListQuery = Type.Interface([PageQuery], {
  ...dealFilters,
  stageId: Type.Optional(Id),
  open: Type.Optional(Type.Boolean({ description: 'true: neither won nor lost yet; false: closed' })),
  archived: Type.Optional(Type.Boolean({ default: false })),
});
export type DealListQuery = Static<typeof DealListQuery>;
export const DealList = CountedListOf(Deal);

/** A pipeline with the newest deals of each stage; more of a stage are in `GET /deals?stageId=`. */
export const DealBoard = Type.Object(
  {
    pipeline: Pipeline,
    stages: Type.Array(
      Type.Object({
        stage: Stage,
        total: Type.Union([Type.Integer(), Type.Literal('10000+')]),
        sums: Type.Array(Type.Object({ currency: Currency, amount: Money }), {
          description: 'Of all deals of the stage, a currency each; empty past 10,000 deals',
        }),
        items: Type.Array(Deal),
        nextCursor: Nullable(Type.String({ description: 'Goes on in `GET /deals?stageId=` with the same filters' })),
      }),
    ),
  },
  { title: 'DealBoard' },
);
export type DealBoard = Static<typeof DealBoard>;
export const DealBoardQuery = Type.Object({
  ...dealFilters,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30, description: 'Deals per stage' })),
});
export type DealBoardQuery = Static<typeof DealBoardQuery>;

// Tasks and notes ------------------------------------------------------------------------------------------------------
export const TaskKind = OneOf('todo', 'call', 'missed-call');
export type TaskKind = Static<typeof TaskKind>;
export const AboutType = OneOf('contact', 'company', 'lead', 'deal', 'call');
export type AboutType = Static<typeof AboutType>;
const About = Type.Object({ type: AboutType, id: Id });
export const AboutRead = Type.Object({
  type: AboutType,
  id: Id,
  name: Type.String({ description: 'A name or a title; of a call its number' }),
  number: Nullable(Type.String({ description: 'The number to call, E.164' })),
});
export type AboutRead = Static<typeof AboutRead>;

export const Task = Type.Object(
  {
    id: Id,
    title: Type.String(),
    kind: TaskKind,
    dueAt: Nullable(Time),
    responsibleId: Nullable(Id),
    responsible: Nullable(PersonRef),
    about: Nullable(AboutRead),
    callId: Nullable(Id),
    doneAt: Nullable(Time),
    doneBy: Nullable(PersonRef),
    createdBy: Nullable(PersonRef),
    createdAt: Time,
    updatedAt: Time,
  },
  { title: 'Task' },
);
export type Task = Static<typeof Task>;

const taskFields = {
  dueAt: Type.Optional(Nullable(Time)),
  responsibleId: Type.Optional(Nullable(Id)),
  about: Type.Optional(Nullable(About)),
  callId: Type.Optional(Nullable(Id)),
};
const TaskTitle = Type.String({ minLength: 1, maxLength: 300 });
const KindWrite = OneOf('todo', 'call');
export const TaskCreate = Type.Object({ title: TaskTitle, kind: Type.Optional(KindWrite), ...taskFields });
export type TaskCreate = Static<typeof TaskCreate>;
export const TaskPatch = Type.Object({
  title: Type.Optional(TaskTitle),
  kind: Type.Optional(KindWrite),
  ...taskFields,
  doneAt: Type.Optional(Nullable(Type.String({ ...Time, description: 'When it was done; null opens it again' }))),
});
export type TaskPatch = Static<typeof TaskPatch>;
export const TaskListQuery = Type.Interface([PageQuery], {
  responsibleId: Type.Optional(Id),
  pool: Type.Optional(Type.Boolean({ description: 'Only those nobody is responsible for' })),
  aboutType: Type.Optional(AboutType),
  aboutId: Type.Optional(Id),
  kind: Type.Optional(TaskKind),
  done: Type.Optional(Type.Boolean()),
  overdue: Type.Optional(Type.Boolean({ description: 'true: open and past its time' })),
  dueBefore: Type.Optional(Time),
  dueAfter: Type.Optional(Time),
});
export type TaskListQuery = Static<typeof TaskListQuery>;
export const TaskList = CountedListOf(Task);

const NoteAboutType = OneOf('contact', 'company', 'lead', 'deal');
export type NoteAboutType = Static<typeof NoteAboutType>;
const NoteAbout = Type.Object({ type: NoteAboutType, id: Id });
export const Note = Type.Object(
  { id: Id, about: NoteAbout, text: Type.String(), author: Nullable(PersonRef), at: Time },
  { title: 'Note' },
);
export type Note = Static<typeof Note>;
const NoteText = Type.String({ minLength: 1, maxLength: 10_000 });
export const NoteCreate = Type.Object({ about: NoteAbout, text: NoteText });
export type NoteCreate = Static<typeof NoteCreate>;
export const NotePatch = Type.Object({ text: Type.Optional(NoteText) });
export type NotePatch = Static<typeof NotePatch>;
export const NoteListQuery = Type.Interface([PageQuery], { aboutType: NoteAboutType, aboutId: Id });
export type NoteListQuery = Static<typeof NoteListQuery>;
export const NoteList = ListOf(Note);

// Conversion -----------------------------------------------------------------------------------------------------------
const Existing = Type.Object({ id: Id });
/**
 * Without anything the lead becomes a contact with its name and numbers. A contact or company is a new one with these fields over
 * the lead's, or one there is (`{ id }`), which gets the lead's numbers.
 */
export const LeadConversion = Type.Object({
  contact: Type.Optional(Type.Union([Existing, ContactCreate])),
  company: Type.Optional(Nullable(Type.Union([Existing, CompanyCreate]))),
  deal: Type.Optional(Nullable(Type.Partial(Type.Omit(DealCreate, ['contactId', 'companyId', 'callId'])))),
});
export type LeadConversion = Static<typeof LeadConversion>;
export const LeadConverted = Type.Object(
  { lead: Lead, contactId: Id, companyId: Nullable(Id), dealId: Nullable(Id) },
  { title: 'LeadConverted' },
);
export type LeadConverted = Static<typeof LeadConverted>;
