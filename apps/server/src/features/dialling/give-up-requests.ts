import { sql } from 'kysely';
import { ADOPTED_WITHIN_MS } from '../../call-requests/match-requests.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { DiallingDeps } from './dialling-deps.ts';
import { notPlaced } from './not-placed.ts';

/** 3.7: a click of which nothing came within two minutes was not placed. Returns how many were not. */
export async function giveUpRequests({
  db,
  now,
  recordFacts,
}: Pick<DiallingDeps, 'db' | 'now' | 'recordFacts'>): Promise<number> {
  const at = now();
  const { rows } = await sql<{ workspaceId: string; connectionId: string; id: string }>`
    select workspace_id as "workspaceId", connection_id as "connectionId", id
    from call_requests_overdue(${new Date(+at - ADOPTED_WITHIN_MS)}::timestamptz)
  `.execute(db);
  let count = 0;
  for (const request of rows) {
    const closed = await inWorkspace(db, request.workspaceId, (tx) =>
      notPlaced(tx, recordFacts, { ...request, at, refused: false }),
    );
    if (closed) count += 1;
  }
  return count;
}
