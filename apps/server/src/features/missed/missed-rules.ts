import { DEFAULT_FEATURES, type Features } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

/** How this company treats its missed calls. */
export type MissedRules = Features['missedCalls'] & {
  timezone: string;
  country: string;
  /** Only while active. */
  defaultResponsibleId: string | null;
};

type Place = { workspaceId: string; connectionId: string };

/** The rules of one connection; `null` where requirement 9 is off. */
export async function readMissedRules(tx: Tx, { workspaceId, connectionId }: Place): Promise<MissedRules | null> {
  const { rows } = await sql<{ stored: object | null } & Pick<MissedRules, 'timezone' | 'country' | 'defaultResponsibleId'>>`
    select c.features -> 'missedCalls' as stored, c.account_timezone as timezone, w.country, u.id as "defaultResponsibleId"
    from connections c join workspaces w on w.id = c.workspace_id
    left join users u on u.workspace_id = c.workspace_id and u.id = c.default_responsible_id and u.active
    where c.workspace_id = ${workspaceId} and c.id = ${connectionId}
  `.execute(tx);
  const [row] = rows;
  if (!row) return null;
  const { stored, ...place } = row;
  const rules = { ...DEFAULT_FEATURES.missedCalls, ...stored, ...place };
  return rules.enabled ? rules : null;
}
