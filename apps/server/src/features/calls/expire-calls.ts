import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { inWorkspace } from '../../db/in-workspace.ts';
import { announceCalls } from './announce-calls.ts';
import type { FoldDeps, Ledger } from './fold-deliveries.ts';
import { recordFacts } from './record-facts.ts';

/** 4.9: a call whose END never came ends by the clock, as "end unknown". Returns how many did. */
export async function expireCalls({ db, now, effects }: FoldDeps): Promise<number> {
  const at = now();
  const { rows } = await sql<Ledger & { pbxCallId: string }>`
    select workspace_id as "workspaceId", connection_id as "connectionId", pbx_call_id as "pbxCallId" from calls_past_deadline(${at})
  `.execute(db);
  for (const { workspaceId, connectionId, pbxCallId } of rows) {
    await inWorkspace(db, workspaceId, async (tx) => {
      const fact = { kind: 'expired', at, fingerprint: 'expired', source: 'clock', late: false } as const;
      const recorded = await recordFacts(tx, { workspaceId, connectionId, menuOnlyIsMissed: true, now: at, effects }, [
        { pbxCallId, id: uuidv7(), fact, confirms: false },
      ]);
      await announceCalls(tx, { workspaceId }, [...recorded.values()]);
    });
  }
  return rows.length;
}
