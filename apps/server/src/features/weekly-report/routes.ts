import { WeeklyReport, WeeklyReportPatch } from '@carillon/contract';
import { weekBefore } from '@carillon/telephony';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { changeReport } from './change-report.ts';
import { insertLetter } from './plan-reports.ts';
import { readReport } from './read-report.ts';

const tags = ['Reports'];
const ANNA = { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d05', name: 'Anna' };
const EXAMPLE: WeeklyReport = {
  enabled: true,
  weekday: 1,
  hour: 8,
  timezone: 'Europe/Moscow',
  receiverIds: [ANNA.id],
  canSend: true,
  nextAt: '2026-03-23T05:00:00.000Z',
  week: '2026-03-09',
  letters: [{ user: ANNA, state: 'sent', madeAt: '2026-03-16T05:00:12.000Z', sentAt: '2026-03-16T05:00:14.000Z', fault: null }],
  trial: null,
};

type Deps = { db: Kysely<Database>; now: () => Date; canSend: boolean };

/** The week's figures by e-mail: when and to whom. It tells of the whole company, so it is the leaders'. */
export function weeklyReportRoutes({ db, now, canSend }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/reports/weekly',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'How the weekly report is set, and what became of the last one',
          tags,
          response: { 200: withExample(WeeklyReport, EXAMPLE), ...failures(401, 403, 503) },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => readReport(tx, { workspaceId, userId, canSend, now: now() }));
      },
    );

    app.patch(
      '/api/v1/reports/weekly',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Set when the weekly report goes, and to whom',
          description:
            'Receivers are active administrators and supervisors. Without a mail server it can not be switched on: 409.',
          tags,
          body: withExample(WeeklyReportPatch, { enabled: true, weekday: 1, hour: 8, receiverIds: [ANNA.id] }),
          response: { 200: withExample(WeeklyReport, EXAMPLE), ...failures(400, 401, 403, 409, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          await changeReport(tx, { workspaceId, userId, canSend, patch: request.body, at: now() });
          return readReport(tx, { workspaceId, userId, canSend, now: now() });
        });
      },
    );

    app.post(
      '/api/v1/reports/weekly/trial',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Send me the report of last week now',
          description:
            'To whoever asks, in their language. While one is on its way, no second one leaves; what became of it: `trial`.',
          tags,
          response: { 202: withExample(WeeklyReport, EXAMPLE), ...failures(401, 403, 409, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        if (!canSend) throw new AppError('conflict', 'This installation has no mail server.');
        const at = now();
        const report = await inWorkspace(db, workspaceId, async (tx) => {
          const { timezone } = await readReport(tx, { workspaceId, userId, canSend, now: at });
          await insertLetter(tx, { workspaceId, userId, week: weekBefore(at, timezone).monday, trial: true, at });
          return readReport(tx, { workspaceId, userId, canSend, now: at });
        });
        return reply.code(202).send(report);
      },
    );
  };
}
