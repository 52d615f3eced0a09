import { IdParams, Problem, Schedule, ScheduleCreate, SchedulePatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { findConnection } from '../../provider/connection.ts';
import { deleteSchedule, listSchedules, saveSchedule } from './save-schedules.ts';

export type ScheduleDeps = { db: Kysely<Database>; now: () => Date };

const tags = ['telephony'];
const refused = { 401: Problem, 403: Problem, 404: Problem, 422: Problem, 503: Problem };
const ScheduleList = Type.Object({ items: Type.Array(Schedule), nextCursor: Type.Null() });

/** Working hours (requirement 7.6): weekly with breaks, and dates with hours of their own. Supervisors, too. */
export function scheduleRoutes({ db, now }: ScheduleDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin', 'supervisor');
    });

    app.get(
      '/api/v1/telephony/schedules',
      { schema: { summary: 'Working hours', tags, response: { 200: ScheduleList, ...refused } } },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return { items: await inWorkspace(db, workspaceId, (tx) => listSchedules(tx, { workspaceId })), nextCursor: null };
      },
    );

    app.post(
      '/api/v1/telephony/schedules',
      {
        schema: {
          summary: 'Make a schedule',
          description: 'The first one is the default. Without a time zone it follows that of the PBX account.',
          tags,
          body: ScheduleCreate,
          response: { 201: Schedule, ...refused },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { name, timezone, weekly, exceptions = [], isDefault = false } = request.body;
        const made = await inWorkspace(db, workspaceId, async (tx) => {
          const zone = timezone ?? (await findConnection(tx, workspaceId)).accountTimezone;
          const schedule = await saveSchedule(tx, workspaceId, { name, timezone: zone, weekly, exceptions, isDefault });
          await audit(tx, { workspaceId, userId, action: 'telephony.schedule-created', about: schedule, at: now() });
          return schedule;
        });
        return reply.code(201).send(made);
      },
    );

    app.patch(
      '/api/v1/telephony/schedules/:id',
      {
        schema: {
          summary: 'Change a schedule',
          tags,
          params: IdParams,
          body: SchedulePatch,
          response: { 200: Schedule, ...refused },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          const [before] = await listSchedules(tx, { workspaceId, only: request.params.id });
          if (!before) throw new AppError('not-found', 'There is no such schedule.');
          const schedule = await saveSchedule(tx, workspaceId, { ...before, ...request.body, id: before.id });
          await audit(tx, { workspaceId, userId, action: 'telephony.schedule-changed', about: schedule, at: now() });
          return schedule;
        });
      },
    );

    app.delete(
      '/api/v1/telephony/schedules/:id',
      {
        schema: {
          summary: 'Delete a schedule',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...refused, 409: Problem },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        await inWorkspace(db, workspaceId, async (tx) => {
          const about = await deleteSchedule(tx, workspaceId, request.params.id);
          await audit(tx, { workspaceId, userId, action: 'telephony.schedule-deleted', about, at: now() });
        });
        return reply.code(204).send(null);
      },
    );
  };
}
