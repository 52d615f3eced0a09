import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';

export type ExtensionDeps = {
  db: Kysely<Database>;
  now: () => Date;
  publicUrl: string;
  baseDomain: string | undefined;
  clients: ProviderClients;
  /** The rest of the account, brought up to date by the same button. Never fails. */
  refreshRest: (workspaceId: string) => Promise<void>;
};
