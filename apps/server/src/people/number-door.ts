import type { NumberDoor } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** How numbers that people type are read in this workspace: by its country's rules and its own area code (F6). */
export async function typedNumberDoor(tx: Tx, workspaceId: string): Promise<NumberDoor> {
  const { rows } = await sql<{ country: string; areaCode: string | null }>`
    select w.country, (select c.area_code from connections c where c.workspace_id = w.id order by c.created_at limit 1) as "areaCode"
    from workspaces w where w.id = ${workspaceId}
  `.execute(tx);
  return { door: 'typed', country: rows[0]?.country ?? 'RU', areaCode: rows[0]?.areaCode ?? undefined };
}
