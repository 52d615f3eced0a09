import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';

export type HealthDeps = {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  clients: ProviderClients;
  /** Where the provider should report calls of the workspace with this slug. */
  webhookUrl: (slug: string) => string;
  refreshNumbers: (workspaceId: string) => Promise<void>;
};
