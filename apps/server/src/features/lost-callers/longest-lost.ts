import type { LostCaller } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { factsOfCallers } from './facts-of-callers.ts';
import { type Asked, judgeCallers } from './judge-callers.ts';

export type LongestLost = Pick<LostCaller, 'number' | 'clients' | 'count' | 'lastCallId'> & { firstAt: Date };

/** Who was lost in a period, is lost still, and has waited longest for somebody to call. */
export async function longestLost(tx: Tx, { limit, ...asked }: Asked & { limit: number }): Promise<LongestLost[]> {
  const { parts } = await judgeCallers(tx, asked);
  if (parts === null) return [];
  const { rows } = await sql<LongestLost>`
    with ${parts}
    select c.e164 as number, f.clients, c.calls as count, c.call_id as "lastCallId", c.first_at as "firstAt"
    from (select * from judged j where j.because is null order by j.first_at, j.e164 limit ${limit}) c
    cross join lateral (${factsOfCallers(asked.workspaceId, null)}) f
    order by c.first_at, c.e164
  `.execute(tx);
  return rows;
}
