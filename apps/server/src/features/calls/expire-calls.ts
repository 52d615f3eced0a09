import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { inWorkspace } from '../../db/in-workspace.ts';
import { isCollision } from '../../db/is-collision.ts';
import { announceCalls } from './announce-calls.ts';
import { readCallContext } from './call-context.ts';
import type { FoldDeps, Ledger } from './fold-deliveries.ts';
import { recordFacts } from './record-facts.ts';

type Overdue = Ledger & { pbxCallId: string };

/** 4.9: a call whose END never came ends by the clock, as "end unknown". Returns how many did. */
export async function expireCalls(deps: FoldDeps): Promise<number> {
  const { rows } = await sql<Overdue>`
    select workspace_id as "workspaceId", connection_id as "connectionId", pbx_call_id as "pbxCallId" from calls_past_deadline(${deps.now()})
  `.execute(deps.db);
  let expired = 0;
  const failures: unknown[] = [];
  for (const call of rows) {
    try {
      if (await expire(deps, call)) expired += 1;
    } catch (error) {
      if (!isCollision(error)) failures.push(error); // after a collision the next look decides
    }
  }
  if (failures.length > 0) throw failures[0]; // one that can't be ended keeps no other from it
  return expired;
}

/** Looks again under the lock: the call may have gone on since it was found, and an end is never taken back. */
function expire({ db, now, effects }: FoldDeps, { workspaceId, connectionId, pbxCallId }: Overdue): Promise<boolean> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const at = now();
    const { rows } = await sql`
      select from calls
      where workspace_id = ${workspaceId} and connection_id = ${connectionId} and pbx_call_id = ${pbxCallId} and running and deadline_at <= ${at}
      for update
    `.execute(tx);
    const context = await readCallContext(tx, workspaceId, connectionId);
    if (rows.length === 0 || context === undefined) return false;
    const fact = { kind: 'expired', at, fingerprint: 'expired', source: 'clock', late: false } as const;
    const book = { workspaceId, connectionId, menuOnlyIsMissed: context.menuOnlyIsMissed, now: at, effects };
    const recorded = await recordFacts(tx, book, [{ pbxCallId, id: uuidv7(), fact, confirms: false }]);
    await announceCalls(tx, { workspaceId }, [...recorded.values()]);
    return true;
  });
}
