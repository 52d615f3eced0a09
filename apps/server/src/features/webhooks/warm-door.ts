import { setTimeout as delay } from 'node:timers/promises';
import { readNumber } from '@carillon/telephony';
import type { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { type Stored, storeDeliveries } from './store-deliveries.ts';

const CONNECTIONS = 2;
const PATIENCE_MS = 2000;

/**
 * Lets the database plan the door's statements on connections that stay open, so that not the first caller waits for it. Leaves
 * nothing behind. Takes no longer than two seconds: whoever calls meanwhile is served anyway.
 */
export async function warmDoor(pool: Pool, now: Date): Promise<void> {
  readNumber('+79160000000', { door: 'pbx', country: 'RU', areaCode: undefined }); // the table of the world's numbers is read on first use
  const warming = Array.from({ length: CONNECTIONS }, () => rehearse(pool, now));
  await Promise.race([Promise.all(warming), delay(PATIENCE_MS, undefined, { ref: false })]);
}

async function rehearse(pool: Pool, now: Date): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await storeDeliveries(client, [nobodysCall(now), nobodysCall(now)]);
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function nobodysCall(now: Date): Stored {
  return {
    delivery: { id: uuidv7(), receivedAt: now, host: '', contentType: '', signature: undefined, raw: Buffer.alloc(0) },
    workspaceId: uuidv7(),
    connectionId: uuidv7(),
    event: 'NOTIFY_START',
    pbxCallId: uuidv7(),
    spooled: false,
    verdict: null,
    caller: { readings: ['+79160000000'], did: '+74950000000' },
  };
}
