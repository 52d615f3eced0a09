import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { readDelivery } from './read-delivery.ts';
import { isGenuine } from './receive-delivery.ts';

type Deps = { db: Kysely<Database>; doorkeeper: Doorkeeper; now: () => Date };

const KEPT_MS = 24 * 3_600_000;

/** F4: when the keys are corrected, what was refused for the old ones and fits the new ones comes in after all. Returns how many. */
export async function replayQuarantine(
  { db, doorkeeper, now }: Deps,
  workspaceId: string,
  connectionId: string,
): Promise<number> {
  await doorkeeper.reload();
  const connection = doorkeeper.byId(connectionId);
  if (connection === undefined) return 0;
  return inWorkspace(db, workspaceId, async (tx) => {
    const refused = await stillKept(tx, { workspaceId, connectionId, since: new Date(+now() - KEPT_MS) });
    const genuine = refused.flatMap((row) => {
      const { id, received_at: receivedAt, content_type: contentType, signature, raw } = row;
      const delivery = { id, receivedAt, host: '', contentType, signature, raw };
      const read = readDelivery(delivery);
      return isGenuine(delivery, read, connection) ? [{ id, pbx_call_id: read.pbxCallId }] : [];
    });
    await sql`
      insert into webhook_deliveries (workspace_id, id, received_at, connection_id, event, pbx_call_id, content_type, raw, spooled)
      select q.workspace_id, q.id, q.received_at, q.connection_id, q.event, g.pbx_call_id, q.content_type, q.raw, true
      from jsonb_to_recordset(${JSON.stringify(genuine)}::jsonb) as g (id uuid, pbx_call_id text)
      join quarantined_deliveries q on q.workspace_id = ${workspaceId} and q.id = g.id
      on conflict do nothing
    `.execute(tx);
    const ids = genuine.map(({ id }) => id);
    await sql`delete from quarantined_deliveries where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(tx);
    return ids.length;
  });
}

type Which = { workspaceId: string; connectionId: string; since: Date };

/** Those of the last day, locked; older ones go. */
async function stillKept(tx: Tx, { workspaceId, connectionId, since }: Which) {
  const ofConnection = { workspace_id: workspaceId, connection_id: connectionId };
  await tx
    .deleteFrom('quarantined_deliveries')
    .where((eb) => eb.and(ofConnection))
    .where('received_at', '<', since)
    .execute();
  return tx
    .selectFrom('quarantined_deliveries')
    .selectAll()
    .where((eb) => eb.and(ofConnection))
    .forUpdate()
    .skipLocked()
    .execute();
}
