import { Job, JobList, ReconciliationCreate, ReconciliationsQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { readJob } from '../../jobs/job-store.ts';
import { findConnection, isConnected } from '../../provider/connection.ts';
import { beginReconciliation } from './begin-reconciliation.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';
import { DAY_MS, RECONCILE_CALLS } from './reconciliation-state.ts';

const DAYS_MAX = 366;
const LISTED = 10;
const tags = ['Telephony'];
const EXAMPLE = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };

/** 5.8: the journal beside the provider's statistics. For administrators and supervisors. */
export function reconciliationRoutes({ db, now }: Pick<ReconciliationDeps, 'db' | 'now'>): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin', 'supervisor');
    });
    app.post(
      '/api/v1/reconciliations',
      {
        schema: {
          summary: 'Compare the journal with the provider’s statistics',
          description:
            'Recovers lost calls, settles the ends of stuck ones and corrects results; never changes what people wrote. Up to 366 days; one at a time. Progress: GET /jobs/{id}.',
          tags,
          body: withExample(ReconciliationCreate, EXAMPLE),
          response: { 202: Job, ...failures(400, 401, 403, 409, 'not-connected', 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const at = now();
        const period = readPeriod(request.body, at);
        const job = await inWorkspace(db, workspaceId, async (tx) => {
          if (!isConnected(await findConnection(tx, workspaceId)))
            throw new AppError('not-connected', 'No PBX is connected: enter the key and the secret first.');
          const id = await beginReconciliation(tx, {
            workspaceId,
            by: userId,
            at,
            why: 'person',
            quiet: request.body.reminders === false,
            ...period,
          });
          return (await readJob(tx, { workspaceId, id }))?.job;
        });
        if (!job) throw new AppError('internal', 'The new job is not there.');
        return reply.code(202).send(job);
      },
    );

    app.get(
      '/api/v1/reconciliations',
      {
        schema: {
          summary: 'List the latest comparisons with the provider’s statistics',
          description: 'The newest first, those that the server began itself among them.',
          tags,
          querystring: ReconciliationsQuery,
          response: { 200: JobList, ...failures(400, 401, 403, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { minDays = 1 } = request.query;
        return inWorkspace(db, workspaceId, async (tx) => {
          const { rows } = await sql<{ id: string }>`
            select id from jobs where workspace_id = ${workspaceId} and kind = ${RECONCILE_CALLS}
              and (result ->> 'days')::int >= ${minDays} order by created_at desc, id desc limit ${LISTED}
          `.execute(tx);
          const items: Job[] = [];
          for (const { id } of rows) {
            const found = await readJob(tx, { workspaceId, id });
            if (found) items.push(found.job);
          }
          return { items, nextCursor: null };
        });
      },
    );
  };
}

function readPeriod({ from, to }: ReconciliationCreate, now: Date): { from: Date; to: Date } {
  const period = { from: new Date(from), to: new Date(Math.min(+new Date(to), +now)) };
  if (+period.from >= +period.to) throw invalid('/from', 'must lie before the end, and in the past');
  if (+period.to - +period.from > DAYS_MAX * DAY_MS) throw invalid('/from', `must lie at most ${DAYS_MAX} days before the end`);
  return period;
}
