import { sql } from 'kysely';
import type { CallEffect } from '../calls/recorded.ts';

/** 10.8: how often an exception has called, each call once: with its end. */
export const countExceptionHits: CallEffect = async (tx, { workspaceId, now }, calls) => {
  const ended = calls.filter(
    ({ before, after }) =>
      after.direction === 'inbound' && after.clientNumber !== null && after.endedAt !== null && before?.endedAt == null,
  );
  if (ended.length === 0) return;
  const asked = ended.map(({ callId, after }) => ({ call_id: callId, e164: after.clientNumber }));
  await sql`
    update number_exceptions x set hits = x.hits + h.hits, last_hit_at = ${now}
    from (
      select e.id, (select count(*) from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (e164 text) where e.pattern = any (patterns_of(r.e164)))::int as hits
      from number_exceptions e
      where e.workspace_id = ${workspaceId} and (e.expires_at is null or e.expires_at > ${now}) and e.pattern = any (array(
        select p from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (e164 text) cross join lateral unnest(patterns_of(r.e164)) p))
      order by e.id for update
    ) h
    where x.workspace_id = ${workspaceId} and x.id = h.id
  `.execute(tx);
};
