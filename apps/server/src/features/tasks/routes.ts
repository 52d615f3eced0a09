import { IdParams, Task, TaskCreate, TaskList, TaskListQuery, TaskPatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { listTasks } from './list-tasks.ts';
import { createTask, deleteTask, patchTask, readTask } from './write-task.ts';

const tags = ['Tasks'];
const EXAMPLE = { title: 'Отправить счёт', kind: 'todo', dueAt: '2026-03-14T15:00:00.000Z' };

/** What somebody should do, and about whom. */
export function taskRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/tasks',
      {
        schema: {
          summary: 'List tasks',
          description:
            'Open ones (`done=false`, `overdue=true`) the most urgent first, done ones the last done first, all of them the newest first.',
          tags,
          querystring: TaskListQuery,
          response: { 200: TaskList, ...failures(400, 401, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => listTasks(tx, { workspaceId, query: request.query, now: now() }));
      },
    );

    app.post(
      '/api/v1/tasks',
      {
        schema: {
          summary: 'Make a task',
          description:
            'Without `responsibleId` it is mine, with null it is in the pool. Whoever is responsible hears `task.created`.',
          tags,
          body: withExample(TaskCreate, EXAMPLE),
          response: { 201: Task, ...failures(400, 401, 409, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const by = { workspaceId, userId, at: now() };
        return reply.code(201).send(await inWorkspace(db, workspaceId, (tx) => createTask(tx, by, request.body)));
      },
    );

    app.get(
      '/api/v1/tasks/:id',
      { schema: { summary: 'Read a task', tags, params: IdParams, response: { 200: Task, ...failures(401, 404, 422, 503) } } },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => readTask(tx, workspaceId, request.params.id));
      },
    );

    app.patch(
      '/api/v1/tasks/:id',
      {
        schema: {
          summary: 'Change a task, or say that it is done',
          description: 'A JSON merge patch. Whoever is, or was, responsible hears `task.updated`.',
          tags,
          params: IdParams,
          body: withExample(TaskPatch, { doneAt: '2026-03-14T14:10:00.000Z' }),
          response: { 200: Task, ...failures(400, 401, 404, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        const by = { workspaceId, userId, at: now() };
        const { id } = request.params;
        return inWorkspace(db, workspaceId, (tx) => patchTask(tx, by, { id, patch: request.body }));
      },
    );

    app.delete(
      '/api/v1/tasks/:id',
      {
        schema: {
          summary: 'Delete a task',
          description: 'An open reminder of a missed call is not deleted: 409 `conflict`.',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 409, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const by = { workspaceId, userId, at: now() };
        await inWorkspace(db, workspaceId, (tx) => deleteTask(tx, by, request.params.id));
        return reply.code(204).send(null);
      },
    );
  };
}
