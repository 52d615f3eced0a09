import { type Static, Type } from 'typebox';
import { Nullable, OneOf, Time } from './basics.ts';
import { journalFilterFields } from './journal.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });
const seconds = (description: string) => Nullable(Type.Integer({ minimum: 0, description }));
const share = (description: string) => Nullable(Type.Number({ minimum: 0, maximum: 1, description }));

export const StatisticsGroupBy = OneOf('day', 'hour', 'weekdayHour', 'user', 'did', 'direction', 'result', 'source');
export type StatisticsGroupBy = Static<typeof StatisticsGroupBy>;

export const StatisticsQuery = Type.Object({
  from: Type.String({ format: 'date-time', description: 'The first moment of the period' }),
  to: Type.String({ format: 'date-time', description: 'The first moment after it' }),
  timezone: Type.Optional(
    Type.String({ maxLength: 60, examples: ['Europe/Moscow'], description: 'The viewer’s, for days and hours; UTC unless told' }),
  ),
  groupBy: Type.Optional(StatisticsGroupBy),
  compare: Type.Optional(Type.Boolean({ description: 'Adds the totals of the period before' })),
  callers: Type.Optional(Type.Boolean({ description: 'false leaves the figures about callers null: they cost the most' })),
  waits: Type.Optional(
    Type.Boolean({
      description: 'false leaves waitP90, serviceLevel and abandoned null: of some filters they are looked at call by call',
    }),
  ),
  withinSeconds: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 600, description: 'N of the service level and of “abandoned”; 20 unless told' }),
  ),
  ...journalFilterFields,
});
export type StatisticsQuery = Static<typeof StatisticsQuery>;

/** The query of `GET /statistics/workbook`: a period, the one it is held against, and the journal's filters. */
export const WorkbookQuery = Type.Object({
  from: Type.String({ format: 'date-time', description: 'The first moment of the period' }),
  to: Type.String({ format: 'date-time', description: 'The first moment after it' }),
  previousFrom: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'Of the period it is held against; without both, as long a one just before',
    }),
  ),
  previousTo: Type.Optional(Type.String({ format: 'date-time' })),
  timezone: Type.Optional(
    Type.String({ maxLength: 60, examples: ['Europe/Moscow'], description: 'The viewer’s, for days and hours; UTC unless told' }),
  ),
  language: Type.Optional(OneOf('en', 'ru')),
  ...journalFilterFields,
});
export type WorkbookQuery = Static<typeof WorkbookQuery>;

const counts = {
  calls: count('Rows of the journal'),
  inbound: count('Incoming calls'),
  outbound: count('Outgoing calls'),
  answered: count('Calls in which somebody talked'),
  inboundAnswered: count('Incoming calls that an employee answered'),
  outboundAnswered: count('Outgoing calls that the other side answered'),
  missed: count('Incoming calls nobody answered'),
  notReached: count('Outgoing calls the other side did not answer'),
  busy: count('Outgoing calls to an engaged line'),
  failed: count('Calls that failed on the way'),
  noMoney: count('Calls the account could not pay for'),
  other: count('Calls with a result outside this list'),
  blocked: count('Calls turned away by the blacklist'),
  endUnknown: count('Calls whose end nobody told of'),
  running: count('Calls that ring or talk at this moment'),
  answerRate: share('Incoming calls answered, of those answered and missed; null without any'),
  talkSeconds: count('Seconds talked, by the count of the PBX'),
  talkMean: seconds('Mean seconds of an answered call'),
  waitMean: seconds('Mean seconds until an answered incoming call was answered'),
};

export const StatisticsTotals = Type.Object(
  {
    ...counts,
    waitP90: seconds(
      'Nine of ten answered incoming callers waited no longer than this; null where too many calls would have to be looked at one by one',
    ),
    serviceLevel: share('Incoming calls answered within `withinSeconds`, of those answered and missed whose wait is known'),
    abandoned: Nullable(
      count(
        'Missed calls whose caller waited longer than `withinSeconds`; null, as the two before it, when a filter the roll-ups of waits do not know leaves more than 100,000 calls',
      ),
    ),
    lost: Nullable(
      count(
        'Unique callers of missed calls in working hours (of the DID’s schedule; always open without one) nobody talked to within 24 hours',
      ),
    ),
    waiting: Nullable(
      count('Unique callers of missed calls in working hours, nobody talked to yet, whose 24 hours are not over'),
    ),
    missedCallers: Nullable(count('Unique callers of missed calls')),
    calledBack: Nullable(count('Missed calls whose number was dialled within 7 days')),
    callbackMedian: seconds('Half of the first call-backs came no later than this; to the minute'),
    repeatedCallers: Nullable(
      count('Numbers that called more than once in the period; null for more than 300,000 incoming calls'),
    ),
    newClients: Nullable(
      count('Contacts, companies and leads made in the period and not archived since; null when calls are filtered'),
    ),
  },
  { title: 'StatisticsTotals' },
);
export type StatisticsTotals = Static<typeof StatisticsTotals>;

export const StatisticsGroup = Type.Object({
  key: Nullable(
    Type.String({
      description:
        'day `2026-03-14`, hour of the day `09`, weekdayHour `1-09` (1 = Monday), user id, DID, direction, status or source; null = none',
    }),
  ),
  name: Nullable(Type.String({ description: 'The employee’s name or the DID’s label' })),
  ...counts,
  unansweredRings: Nullable(
    count('By user only: how often this phone rang in incoming calls without being answered. A missed call is nobody’s own'),
  ),
});
export type StatisticsGroup = Static<typeof StatisticsGroup>;

const Period = Type.Object({ from: Time, to: Time });

/** The journal, counted: `GET /statistics/calls`. */
export const CallStatistics = Type.Object(
  {
    from: Time,
    to: Time,
    timezone: Type.String(),
    complete: Type.Boolean({ description: 'false while many old calls have just come in and are still being counted' }),
    totals: StatisticsTotals,
    previous: Nullable(Type.Interface([Period], { totals: StatisticsTotals })),
    groups: Type.Array(StatisticsGroup),
  },
  { title: 'CallStatistics' },
);
export type CallStatistics = Static<typeof CallStatistics>;
