import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import type { Provider } from '../../provider/providers.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';
import type { OldSystem } from './old-system.ts';

export type SettingsDeps = {
  db: Kysely<Database>;
  log: Logger;
  now: () => Date;
  /** CARILLON_SECRET: seals the provider secret. */
  secret: string;
  publicUrl: string;
  baseDomain: string | undefined;
  providers: readonly Provider[];
  clients: ProviderClients;
  oldSystem: OldSystem;
  /** Reads extensions and numbers of an account that was just connected. */
  readAccount: (workspaceId: string) => Promise<void>;
  /** Tries the quarantined deliveries again: wrong keys are the usual reason why they are there (F4). */
  onKeysCorrected: (workspaceId: string, connectionId: string) => Promise<void>;
};

/** Who changes something. */
export type By = { workspaceId: string; userId: string };
