import type { FastifyPluginAsync } from 'fastify';
import type { Kysely } from 'kysely';
import type { ClientConfig, Pool } from 'pg';
import type { Config } from './config.ts';
import type { Database } from './db/schema.ts';
import { signInRoutes } from './features/sign-in/routes.ts';
import { userRoutes } from './features/users/routes.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { IMPORT_CONTACTS, importRoutes } from './features/imports/routes.ts';
import { runImport } from './features/imports/run-import.ts';
import { jobRoutes } from './features/jobs/routes.ts';
import { lostCallerRoutes } from './features/lost-callers/routes.ts';
import { missedRoutes } from './features/missed/routes.ts';
import { EXPORT_CALLS, exportRoutes } from './features/exports/routes.ts';
import { runExport } from './features/exports/run-export.ts';
import { liveBoardRoutes } from './features/live-board/routes.ts';
import { statisticsRoutes } from './features/statistics/routes.ts';
import { weeklyReportRoutes } from './features/weekly-report/routes.ts';
import { searchRoutes } from './features/search/routes.ts';
import { tokenRoutes } from './features/tokens/routes.ts';
import { readCalls } from './features/calls/read-calls.ts';
import { companyRoutes } from './features/companies/routes.ts';
import { noteRoutes } from './features/notes/routes.ts';
import { timelineRoutes } from './features/timeline/routes.ts';
import { taskRoutes } from './features/tasks/routes.ts';
import { dealRoutes } from './features/deals/routes.ts';
import { searchDeals } from './features/deals/search-deals.ts';
import { pipelineOf } from './features/pipelines/read-pipelines.ts';
import { pipelineRoutes } from './features/pipelines/routes.ts';
import { leadRoutes } from './features/leads/routes.ts';
import { contactRoutes } from './features/contacts/routes.ts';
import { jobQueue } from './jobs/job-queue.ts';
import type { JobTask } from './jobs/start-jobs.ts';
import type { Logger } from './http/logging.ts';
import { notificationRoutes } from './notices/routes.ts';

export type CrmRoutesDeps = {
  config: Config;
  db: Kysely<Database>;
  /** For who reads the journal of years. */
  readers: Kysely<Database>;
  pool: Pool;
  /** The working login, for work with connections of its own. */
  connection: ClientConfig;
  now: () => Date;
  log: Logger;
  onUserDeactivated: (workspaceId: string, userId: string) => void;
  /** Work of other parts in the queue. */
  tasks: Record<string, JobTask>;
};

/** The routes of people and clients, each feature handed what it needs of another. */
export function crmRoutes({
  config,
  db,
  readers,
  pool,
  connection,
  now,
  log,
  onUserDeactivated,
  tasks,
}: CrmRoutesDeps): FastifyPluginAsync[] {
  const { publicUrl, baseDomain, bootstrapToken, smtpUrl } = config;
  return [
    signInRoutes({ db, now, publicUrl, baseDomain, bootstrapToken, sendsEmail: smtpUrl !== undefined }),
    userRoutes({ db, now, publicUrl, baseDomain, onUserDeactivated }),
    contactRoutes({ db, now }),
    companyRoutes({ db, now }),
    leadRoutes({ db, now }),
    pipelineRoutes({ db, now }),
    dealRoutes({ db, now, pipelineOf }),
    taskRoutes({ db, now }),
    noteRoutes({ db, now }),
    timelineRoutes({ db, now, readCalls }),
    searchRoutes({ db, findDeals: searchDeals }),
    importRoutes({ db, now }),
    jobRoutes({ db, now }),
    tokenRoutes({ db, now }),
    auditRoutes({ db }),
    notificationRoutes({ db, now }),
    missedRoutes({ db, now }),
    statisticsRoutes({ db, readers, now }),
    lostCallerRoutes({ db, now }),
    exportRoutes({ db, now }),
    weeklyReportRoutes({ db, now, canSend: smtpUrl !== undefined }),
    liveBoardRoutes({ db, now }),
    jobQueue({
      pool,
      db,
      tasks: {
        ...tasks,
        [IMPORT_CONTACTS]: (job, signal) => runImport({ db, now }, job, signal),
        [EXPORT_CALLS]: (job, signal) => runExport({ db, connection, now }, job, signal),
      },
      now,
      log,
    }),
  ];
}
