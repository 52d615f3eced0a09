import { type Static, Type } from 'typebox';
import { Id, Nullable, PersonRef, Time } from './basics.ts';
import { CallDirection } from './calls.ts';
import { ClientType } from './clients.ts';

const BoardParty = Type.Object({
  callId: Id,
  direction: CallDirection,
  clientNumber: Nullable(Type.String()),
  callerText: Nullable(Type.String()),
  did: Nullable(Type.String()),
  didLabel: Nullable(Type.String()),
  client: Nullable(Type.Object({ type: ClientType, id: Id, name: Type.String() })),
});

const BoardDay = Type.Object({
  answered: Type.Integer({ description: 'Incoming calls an employee answered' }),
  missed: Type.Integer({ description: 'Incoming calls nobody answered' }),
  waitMean: Nullable(Type.Integer({ description: 'Mean seconds until an answered incoming call was answered' })),
});

/** What a supervisor wants to know now: `GET /live-board`. */
export const LiveBoard = Type.Object(
  {
    now: Time,
    employees: Type.Array(
      Type.Object({
        user: PersonRef,
        extension: Nullable(Type.String()),
        online: Nullable(Type.Boolean({ description: 'Whether the phone is registered; null = not asked lately' })),
        state: Type.Enum(['talking', 'connecting', 'ringing', 'away', 'free'], {
          description: '`connecting`: a click was picked up, by the employee or the client (3.7)',
        }),
        since: Nullable(
          Type.String({
            format: 'date-time',
            examples: ['2026-03-14T09:26:53.000Z'],
            description: 'Of the call; of `free`, since the last call ended, where known',
          }),
        ),
        until: Nullable(Type.String({ format: 'date-time', examples: ['2026-03-14T09:26:53.000Z'], description: 'Of `away`' })),
        call: Nullable(BoardParty),
      }),
    ),
    menu: Type.Array(Type.Interface([BoardParty], { startedAt: Time }), {
      description: 'Incoming calls that ring at nobody yet, oldest first',
    }),
    today: BoardDay,
    yesterday: Type.Object(BoardDay.properties, { description: 'Until the same time of day' }),
  },
  { title: 'LiveBoard' },
);
export type LiveBoard = Static<typeof LiveBoard>;

export const LiveBoardQuery = Type.Object({
  timezone: Type.Optional(Type.String({ maxLength: 60, description: 'Where the viewer’s day begins; UTC unless told' })),
});
