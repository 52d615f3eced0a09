import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { AutoBook } from './auto-book.ts';
import type { WantingCall } from './find-callers.ts';

type CalledNumber = { did: string; label: string | null; source: string | null };

/** What is known of our own numbers in these calls, by number. */
export async function readCalledNumbers(
  tx: Tx,
  { workspaceId, connectionId }: AutoBook,
  calls: readonly WantingCall[],
): Promise<Map<string, CalledNumber>> {
  const dids = [...new Set(calls.flatMap(({ call }) => call.did ?? []))];
  const { rows } = await sql<CalledNumber>`
    select did, nullif(label, '') as label, nullif(source, '') as source from pbx_numbers
    where workspace_id = ${workspaceId} and connection_id = ${connectionId} and did = any(${dids})
  `.execute(tx);
  return new Map(rows.map((row) => [row.did, row]));
}
