import type { Pool } from 'pg';
import type { Logger } from '../../http/logging.ts';
import type { Delivery } from './delivery.ts';
import type { DoorConnection } from './doorkeeper.ts';
import type { ReadDelivery } from './read-delivery.ts';
import { withinBudget } from './within-budget.ts';

const BUDGET_MS = 150;

type Deps = { pool: Pool; log: Logger };
type Refused = { delivery: Delivery; read: ReadDelivery; connection: DoorConnection };

/** Keeps a refused delivery for a day, in case the keys were wrong and not the sender (F4). Best effort: a forger is owed nothing. */
export async function quarantineDelivery({ pool, log }: Deps, { delivery, read, connection }: Refused): Promise<void> {
  const values = [
    connection.workspaceId,
    connection.connectionId,
    delivery.id,
    delivery.receivedAt,
    read.name,
    delivery.contentType,
    delivery.raw,
    delivery.signature ?? '',
  ];
  try {
    await withinBudget(pool, BUDGET_MS, (client) =>
      client.query('select quarantine_delivery($1, $2, $3, $4, $5, $6, $7, $8)', values),
    );
  } catch (error) {
    log.warn({ err: error }, 'A refused notification could not be quarantined');
  }
}
