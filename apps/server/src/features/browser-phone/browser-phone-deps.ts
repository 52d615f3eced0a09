import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';
import type { Provider } from '../../provider/providers.ts';

export type BrowserPhoneDeps = {
  db: Kysely<Database>;
  now: () => Date;
  /** CARILLON_SECRET: seals the keys that are kept. */
  secret: string;
  publicUrl: string;
  baseDomain: string | undefined;
  providers: readonly Provider[];
  clients: ProviderClients;
};
