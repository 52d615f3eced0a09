import type { Pool, PoolClient } from 'pg';
import type { Logger } from '../../http/logging.ts';
import type { DoorConnection, Doorkeeper } from './doorkeeper.ts';
import type { Delivery } from './delivery.ts';
import type { Quarantine } from './quarantine.ts';
import { readDelivery } from './read-delivery.ts';
import { asStored, isGenuine } from './receive-delivery.ts';
import type { Spool } from './spool.ts';
import { storeDeliveries } from './store-deliveries.ts';

type Deps = {
  pool: Pool;
  doorkeeper: Doorkeeper;
  spool: Spool;
  quarantine: Quarantine;
  passOn: (kept: { delivery: Delivery; event: string; connection: DoorConnection }) => void;
  now: () => Date;
  log: Logger;
};

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
    if (delivery.passedOn === undefined && (await claimRelay(client, { delivery, connection, now: deps.now() })))
      deps.passOn({ delivery, event: read.name, connection });
  } finally {
    client.release();
  }
}

type Claim = { delivery: Delivery; connection: DoorConnection; now: Date };

/** It could not be verified at the door, so nobody has passed it on. A drain that broke off begins again: the row says whether this one did. */
async function claimRelay(client: PoolClient, { delivery, connection, now }: Claim): Promise<boolean> {
  if (Object.keys(connection.relays).length === 0) return false;
  const values = [connection.workspaceId, delivery.receivedAt, delivery.id, now];
  const { rows } = await client.query<{ claimed: boolean }>('select claim_relay($1, $2, $3, $4) as claimed', values);
  return rows[0]?.claimed === true;
}
