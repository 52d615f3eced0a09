import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { readDelivery } from './read-delivery.ts';
import { isGenuine } from './receive-delivery.ts';

type Deps = { db: Kysely<Database>; doorkeeper: Doorkeeper };

/** F4: when the keys are corrected, what was refused for the old ones and fits the new ones comes in after all. Returns how many. */
export async function replayQuarantine({ db, doorkeeper }: Deps, workspaceId: string, connectionId: string): Promise<number> {
  await doorkeeper.reload();
  const connection = doorkeeper.byId(connectionId);
  if (connection === undefined) return 0;
  return inWorkspace(db, workspaceId, async (tx) => {
    const refused = await tx
      .selectFrom('quarantined_deliveries')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('connection_id', '=', connectionId)
      .forUpdate()
      .skipLocked()
      .execute();
    const genuine = refused.filter((row) => {
      const delivery = {
        id: row.id,
        receivedAt: row.received_at,
        host: '',
        contentType: row.content_type,
        signature: row.signature,
        raw: row.raw,
      };
      return isGenuine(delivery, readDelivery(delivery), connection);
    });
    const ids = genuine.map(({ id }) => id);
    await sql`
      insert into webhook_deliveries (workspace_id, id, received_at, connection_id, event, pbx_call_id, content_type, raw, spooled)
      select workspace_id, id, received_at, connection_id, event, null, content_type, raw, true
      from quarantined_deliveries where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
      on conflict do nothing
    `.execute(tx);
    await sql`delete from quarantined_deliveries where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(tx);
    return ids.length;
  });
}
