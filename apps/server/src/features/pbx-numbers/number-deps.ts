import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';

export type NumberDeps = { db: Kysely<Database>; now: () => Date; clients: ProviderClients };
