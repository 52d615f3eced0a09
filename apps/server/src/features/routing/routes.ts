import { DecisionAnswer, DecisionAsk } from '@carillon/contract';
import { readNumber } from '@carillon/telephony';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Kysely, sql } from 'kysely';
import type { Static } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import type { CallerFacts } from '../webhooks/caller-facts.ts';
import { decideReply } from './decide-reply.ts';

type Deps = { db: Kysely<Database>; now: () => Date };

/** 7.9: what would happen to a call from this number, step by step. Reads exactly what a real call reads, and changes nothing. */
export function routingRoutes({ db, now }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api/v1/telephony/decision',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'What would happen to a call',
          description:
            'Each look in its order with what it saw, for any moment. Deals, cards and settings are those of now; who talks is known of this minute only.',
          tags: ['Telephony'],
          body: withExample(DecisionAsk, { callerId: '+79161234567', did: '+74951112233' }),
          response: { 200: DecisionAnswer, ...failures(400, 401, 403, 'not-connected', 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { callerId, did, at } = request.body;
        const moment = now();
        return whatWouldHappen({ db, workspaceId, callerId, did, at: at === undefined ? moment : new Date(at), now: moment });
      },
    );
  };
}

type Question = { db: Kysely<Database>; workspaceId: string; callerId: string; did: string | undefined; at: Date; now: Date };

/** Further away nobody knows who will talk. */
const THIS_MOMENT_MS = 60_000;

async function whatWouldHappen({ db, workspaceId, callerId, did, at, now }: Question): Promise<Static<typeof DecisionAnswer>> {
  const connection = await inWorkspace(db, workspaceId, (tx) =>
    tx
      .selectFrom('connections')
      .innerJoin('workspaces', 'workspaces.id', 'connections.workspace_id')
      .select(['connections.id', 'connections.area_code', 'workspaces.country'])
      .where('connections.workspace_id', '=', workspaceId)
      .executeTakeFirst(),
  );
  if (connection === undefined) throw new AppError('not-connected', 'No PBX is connected.');
  const door = { door: 'pbx', country: connection.country, areaCode: connection.area_code ?? undefined } as const;
  const caller = readNumber(callerId, door);
  const dialled = did === undefined ? undefined : readNumber(did, door);
  const { rows } = await sql<{ facts: CallerFacts }>`
    select caller_facts(array[${workspaceId}::uuid], array[${connection.id}::uuid], array[${caller.kind === 'number' ? caller.readings.join(' ') : ''}],
      array[${dialled?.kind === 'number' ? dialled.e164 : (did ?? null)}], array[null], array[${at}::timestamptz]) as facts
  `.execute(db);
  const facts = rows[0]?.facts;
  if (facts === undefined) throw new AppError('not-connected', 'No PBX is connected.');
  const decided = decideReply(facts, caller, at, { isNow: Math.abs(+at - +now) <= THIS_MOMENT_MS });
  const ownerId = decided.steps.find(({ step }) => step === 'responsible')?.saw['userId'] ?? facts.clients[0]?.responsibleId;
  const owner = facts.people.find(({ id }) => id === ownerId);
  return {
    reply: decided.reply,
    because: decided.because,
    rehearsal: decided.rehearsal,
    steps: decided.steps.map((step) => ({ ...step })),
    clients: facts.clients.map(({ type, id, name, companyName, e164, responsibleId }) => ({
      type,
      id,
      name,
      company: companyName,
      number: e164,
      responsibleId,
    })),
    responsible: owner ? { id: owner.id, name: owner.name } : null,
  };
}
