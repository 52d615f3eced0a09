import type { PbxNumber } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

type Row = Omit<PbxNumber, 'expiresAt'> & { expiresAt: Date | null };

/** The numbers of the account, in order; those that left it last. `only`: just this one. */
export async function listNumbers(tx: Tx, { workspaceId, only }: { workspaceId: string; only?: string }): Promise<PbxNumber[]> {
  const { rows } = await sql<Row>`
    select did, label, source, schedule_id as "scheduleId", description, status, expires_at as "expiresAt",
      coalesce(sms_reception, 'unknown') as "smsReception"
    from pbx_numbers
    where workspace_id = ${workspaceId} ${only === undefined ? sql`` : sql`and did = ${only}`}
    order by status is not distinct from 'gone', did
  `.execute(tx);
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt?.toISOString() ?? null }));
}
