import type { PbxEvent } from '@carillon/contract';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { Tx } from '../../db/in-workspace.ts';
import { fromCursor, toCursor } from '../../http/cursor.ts';
import { readDelivery } from './read-delivery.ts';

type Event = Static<typeof PbxEvent>;
type Row = {
  id: string;
  receivedAt: Date;
  at: string;
  event: string;
  contentType: string;
  raw: Buffer;
  verdict: Event['verdict'] | null;
  reply: Record<string, unknown> | null;
  milliseconds: number | null;
  spooled: boolean;
  callId: string | null;
};

/** Raw notifications, newest first, the refused ones among them. Signatures are not shown: they would let anybody replay one. */
export async function readEvents(
  tx: Tx,
  {
    workspaceId,
    limit = 50,
    cursor,
    pbxCallId,
  }: { workspaceId: string; limit?: number | undefined; cursor?: string | undefined; pbxCallId?: string | undefined },
): Promise<{ items: Event[]; nextCursor: string | null }> {
  const [at, id] = cursor === undefined ? [null, null] : fromCursor(cursor, 2);
  const before = at === null ? sql`true` : sql`(received_at, id) < (${at}::timestamptz, ${id}::uuid)`;
  const ofCall = pbxCallId === undefined ? sql`true` : sql`pbx_call_id = ${pbxCallId}`;
  const refused = pbxCallId === undefined ? sql`true` : sql`false`;
  const { rows } = await sql<Row>`
    select id, received_at as "receivedAt", received_at::text as at, event, content_type as "contentType", raw, verdict, reply, milliseconds, spooled, call_id as "callId"
    from (
      (select id, received_at, event, content_type, raw, verdict, reply, milliseconds, spooled, call_id from webhook_deliveries
        where workspace_id = ${workspaceId} and ${before} and ${ofCall} order by received_at desc, id desc limit ${limit + 1})
      union all
      (select id, received_at, event, content_type, raw, 'refused', null, null, false, null from quarantined_deliveries
        where workspace_id = ${workspaceId} and ${before} and ${refused} order by received_at desc, id desc limit ${limit + 1})
    ) both_kinds
    order by received_at desc, id desc limit ${limit + 1}
  `.execute(tx);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(asEvent), nextCursor: last ? toCursor([last.at, last.id]) : null };
}

function asEvent({ receivedAt, at: _at, contentType, raw, verdict, reply, ...row }: Row): Event {
  return {
    ...row,
    receivedAt: receivedAt.toISOString(),
    fields: Object.fromEntries(readDelivery({ raw, contentType }).form),
    verdict: verdict ?? 'accepted', // the signature was right; folded into its call it may turn out to be repeated or stale
    reply: reply ?? {},
  };
}
