import type { Pool } from 'pg';
import type { Logger } from '../../http/logging.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Delivery } from './delivery.ts';
import type { Quarantine } from './quarantine.ts';
import { readDelivery } from './read-delivery.ts';
import { asStored, isGenuine } from './receive-delivery.ts';
import type { Spool } from './spool.ts';
import { storeDeliveries } from './store-deliveries.ts';

type Deps = { pool: Pool; doorkeeper: Doorkeeper; spool: Spool; quarantine: Quarantine; log: Logger };

/**
 * Moves what waited in the spool into the database, verifying what could not be verified when it came. Needs no order and no
 * hands; storing twice stores once.
 *
 * @returns how many deliveries left the spool.
 * @throws when the database goes away again: the rest stays spooled.
 */
export async function drainSpool(deps: Deps): Promise<number> {
  if (deps.spool.count === 0) return 0;
  await deps.doorkeeper.reload();
  const drained = await deps.spool.drain((delivery) => keep(deps, delivery));
  if (drained > 0) deps.log.info({ drained }, 'Notifications from the spool were stored');
  return drained;
}

async function keep(deps: Deps, delivery: Delivery): Promise<void> {
  const connection = deps.doorkeeper.find(delivery.host);
  if (connection === undefined) {
    deps.log.warn('A spooled notification names no company of this installation');
    return;
  }
  const read = readDelivery(delivery);
  if (!isGenuine(delivery, read, connection)) return deps.quarantine.keepSurely({ delivery, read, connection });
  const client = await deps.pool.connect();
  try {
    await storeDeliveries(client, [asStored({ delivery, read, connection }, true)]);
  } finally {
    client.release();
  }
}
