import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

type Account = { workspaceId: string; connectionId: string };
export type Look = { extension: string; online: boolean };

/**
 * Notes whether phones were registered when we looked, and how many looks in a row found none: two are believed (7.6). Looks within half a
 * minute are one, so that nobody's "refresh" makes two of the moment in which a phone registers anew; after five minutes a row is over.
 */
export async function saveLooks(
  tx: Tx,
  { workspaceId, connectionId }: Account,
  { looks, at }: { looks: readonly Look[]; at: Date },
): Promise<void> {
  if (looks.length === 0) return;
  await sql`
    update extensions e set online = x.online, online_at = ${at}, offline_looks = case
        when x.online then 0
        when e.online_at is null or e.online_at <= ${at}::timestamptz - interval '5 minutes' then 1
        when e.online_at > ${at}::timestamptz - interval '30 seconds' then greatest(e.offline_looks, 1)
        else least(e.offline_looks + 1, 1000) end
    from jsonb_to_recordset(${JSON.stringify(looks)}::jsonb) as x (extension text, online boolean)
    where e.workspace_id = ${workspaceId} and e.connection_id = ${connectionId} and e.extension = x.extension
      and e.vanished_at is null and (e.online_at is null or e.online_at <= ${at})
  `.execute(tx);
}
