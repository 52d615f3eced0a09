import type { FastifyPluginAsync } from 'fastify';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Config } from './config.ts';
import type { Database } from './db/schema.ts';
import { signInRoutes } from './features/sign-in/routes.ts';
import { userRoutes } from './features/users/routes.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { searchRoutes } from './features/search/routes.ts';
import { tokenRoutes } from './features/tokens/routes.ts';
import { companyRoutes } from './features/companies/routes.ts';
import { contactRoutes } from './features/contacts/routes.ts';
import type { Logger } from './http/logging.ts';

export type CrmRoutesDeps = {
  config: Config;
  db: Kysely<Database>;
  pool: Pool;
  now: () => Date;
  log: Logger;
  onUserDeactivated: (workspaceId: string, userId: string) => void;
};

/** The routes of people and clients, each feature handed what it needs of another. */
export function crmRoutes({ config, db, now, onUserDeactivated }: CrmRoutesDeps): FastifyPluginAsync[] {
  const { publicUrl, baseDomain, bootstrapToken } = config;
  return [
    signInRoutes({ db, now, publicUrl, baseDomain, bootstrapToken }),
    userRoutes({ db, now, publicUrl, baseDomain, onUserDeactivated }),
    contactRoutes({ db, now }),
    companyRoutes({ db, now }),
    searchRoutes({ db }),
    tokenRoutes({ db, now }),
    auditRoutes({ db }),
  ];
}
