import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Connection } from '../../provider/connection.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';

export type ExtensionDeps = {
  db: Kysely<Database>;
  now: () => Date;
  publicUrl: string;
  baseDomain: string | undefined;
  clients: ProviderClients;
  /** The rest of the account, brought up to date by the same button. Never fails. */
  refreshRest: (workspaceId: string) => Promise<void>;
  /** Transcripts are in use: the provider is to tell when one is ready. Never fails. */
  hearOfTranscripts: (connection: Connection) => Promise<void>;
};
