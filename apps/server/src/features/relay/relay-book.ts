import type { RelayState } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { touchConnection } from '../../provider/connection.ts';
import type { RelayKind } from './relay-kind.ts';
import type { Tally } from './relay-line.ts';

type Which = { workspaceId: string; connectionId: string };
export type CountedRelay = Which & { kind: RelayKind; url: string };
type Row = {
  kind: RelayKind;
  url: string;
  startedAt: Date;
  passedOn: number;
  failed: number;
  lastAt: Date | null;
  lastStatus: number | null;
  lastFault: string | null;
};

/** Who gets what we get, and how they take it. */
export async function readRelays(tx: Tx, { workspaceId, connectionId }: Which): Promise<RelayState[]> {
  const { rows } = await sql<Row>`
    select kind, url, started_at as "startedAt", passed_on as "passedOn", failed, last_at as "lastAt", last_status as "lastStatus",
      last_fault as "lastFault"
    from relays where workspace_id = ${workspaceId} and connection_id = ${connectionId} order by kind desc
  `.execute(tx);
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    lastAt: row.lastAt?.toISOString() ?? null,
  }));
}

/** Adds what happened; counts of an address that was changed meanwhile are nobody's any more. */
export async function countRelayed(db: Kysely<Database>, relay: CountedRelay, { passedOn, failed, last }: Tally): Promise<void> {
  const { workspaceId, connectionId, kind, url } = relay;
  const at = last?.at ?? null;
  await inWorkspace(db, workspaceId, (tx) =>
    sql`
      update relays set passed_on = passed_on + ${passedOn}, failed = failed + ${failed},
        last_status = case when last_at >= ${at}::timestamptz or ${at}::timestamptz is null then last_status else ${last?.status ?? null}::integer end,
        last_fault = case when last_at >= ${at}::timestamptz or ${at}::timestamptz is null then last_fault else ${last?.fault ?? null}::text end,
        last_at = greatest(last_at, ${at}::timestamptz)
      where workspace_id = ${workspaceId} and connection_id = ${connectionId} and kind = ${kind} and url = ${url}
    `.execute(tx),
  );
}

type Change = { at: Date; userId: string };

/** From now on this address gets what we get; for another address than before the counting begins anew. */
export async function startRelay(tx: Tx, { workspaceId, connectionId, kind, url }: CountedRelay, by: Change): Promise<void> {
  await sql`
    insert into relays (workspace_id, connection_id, kind, url, started_at, started_by)
    values (${workspaceId}, ${connectionId}, ${kind}, ${url}, ${by.at}, ${by.userId})
    on conflict (workspace_id, connection_id, kind) do update
      set url = excluded.url, started_at = excluded.started_at, started_by = excluded.started_by, passed_on = 0, failed = 0,
        last_at = null, last_status = null, last_fault = null
      where relays.url <> excluded.url
  `.execute(tx);
  await touchConnection(tx, { workspaceId, id: connectionId });
  await audit(tx, { workspaceId, userId: by.userId, action: 'telephony.relay-started', about: { kind, url }, at: by.at });
}

/** Nobody gets anything from us any more, of this kind or at all. Returns whether somebody did. */
export async function stopRelays(
  tx: Tx,
  { workspaceId, connectionId }: Which,
  by: Change & { kind?: RelayKind },
): Promise<boolean> {
  const { rows } = await sql<{ kind: string; url: string }>`
    delete from relays where workspace_id = ${workspaceId} and connection_id = ${connectionId} and kind = coalesce(${by.kind ?? null}::text, kind)
    returning kind, url
  `.execute(tx);
  if (rows.length === 0) return false;
  await touchConnection(tx, { workspaceId, id: connectionId });
  for (const about of rows)
    await audit(tx, { workspaceId, userId: by.userId, action: 'telephony.relay-stopped', about, at: by.at });
  return true;
}
