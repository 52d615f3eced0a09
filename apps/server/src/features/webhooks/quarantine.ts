import type { Pool } from 'pg';
import type { Logger } from '../../http/logging.ts';
import type { Delivery } from './delivery.ts';
import type { DoorConnection } from './doorkeeper.ts';
import type { ReadDelivery } from './read-delivery.ts';
import { withinBudget } from './within-budget.ts';

const BUDGET_MS = 150;
const AT_ONCE_MAX = 2;

type Refused = { delivery: Delivery; read: ReadDelivery; connection: DoorConnection };

/** Where refused deliveries wait for a day, in case the keys were wrong and not the sender (F4). Best effort: a forger is owed nothing. */
export class Quarantine {
  readonly #pool: Pool;
  readonly #log: Logger;
  readonly #budgetMs: number;
  #writing = 0;

  constructor({ pool, log, budgetMs = BUDGET_MS }: { pool: Pool; log: Logger; budgetMs?: number | undefined }) {
    this.#pool = pool;
    this.#log = log;
    this.#budgetMs = budgetMs;
  }

  /** Keeps it, unless two are being written already: a flood of forgeries must not take the door's connections from callers. */
  async keep(refused: Refused): Promise<void> {
    if (this.#writing >= AT_ONCE_MAX) return;
    this.#writing += 1;
    try {
      await withinBudget(this.#pool, this.#budgetMs, (client) => quarantine(client, refused));
    } catch (error) {
      this.#log.warn({ err: error }, 'A refused notification could not be quarantined');
    } finally {
      this.#writing -= 1;
    }
  }

  /** For what has been acknowledged already. @throws when the database does not take it: then it must not be forgotten. */
  async keepSurely(refused: Refused): Promise<void> {
    await quarantine(this.#pool, refused);
  }
}

async function quarantine(client: Pick<Pool, 'query'>, { delivery, read, connection }: Refused): Promise<void> {
  const { workspaceId, connectionId } = connection;
  const { id, receivedAt, contentType, raw, signature = '' } = delivery;
  const values = [workspaceId, connectionId, id, receivedAt, read.name, contentType, raw, signature];
  await client.query('select quarantine_delivery($1, $2, $3, $4, $5, $6, $7, $8)', values);
}
