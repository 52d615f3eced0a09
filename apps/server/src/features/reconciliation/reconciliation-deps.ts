import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';
import type { CallLedger } from '../calls/record-repairs.ts';

export type ReconciliationDeps = {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  clients: ProviderClients;
  calls: CallLedger;
};
