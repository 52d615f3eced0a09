import { IdParams, Schedule, ScheduleCreate, SchedulePatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { findConnection } from '../../provider/connection.ts';
import { deleteSchedule, listSchedules, saveSchedule } from './save-schedules.ts';

export type ScheduleDeps = { db: Kysely<Database>; now: () => Date };

const tags = ['Telephony'];
const ScheduleList = Type.Object({ items: Type.Array(Schedule), nextCursor: Type.Null() });

const HOURS = {
  name: 'Office',
  timezone: 'Europe/Moscow',
  weekly: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '13:00' },
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '18:00' },
  ],
  exceptions: [{ date: '2026-05-09', closed: true }],
};
const EXAMPLE = { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01', ...HOURS, isDefault: true };

/** Working hours (requirement 7.6): weekly with breaks, and dates with hours of their own. Supervisors, too. */
export function scheduleRoutes({ db, now }: ScheduleDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin', 'supervisor');
    });

    app.get(
      '/api/v1/telephony/schedules',
      {
        schema: {
          summary: 'Working hours',
          tags,
          response: { 200: withExample(ScheduleList, { items: [EXAMPLE], nextCursor: null }), ...failures(401, 403, 503) },
        },
      },
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
          body: withExample(ScheduleCreate, HOURS),
          response: { 201: withExample(Schedule, EXAMPLE), ...failures(400, 401, 403, 404, 422, 503) },
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
          body: withExample(SchedulePatch, { isDefault: true }),
          response: { 200: withExample(Schedule, EXAMPLE), ...failures(400, 401, 403, 404, 422, 503) },
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
          response: { 204: Type.Null(), ...failures(401, 403, 404, 409, 422, 503) },
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
