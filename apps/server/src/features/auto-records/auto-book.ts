import { DEFAULT_FEATURES, type Features } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { mergePatch } from '../../provider/merge-patch.ts';

/** How this workspace wants its records made. */
export type AutoBook = {
  workspaceId: string;
  connectionId: string;
  now: Date;
  options: Features['autoCreate'];
  /** Blocked numbers count only while the blacklist is on. */
  blacklist: boolean;
  /** `null`: none, or they have left; then the record goes to the pool. */
  defaultResponsibleId: string | null;
  country: string;
  timezone: string;
};

type Row = Omit<AutoBook, 'workspaceId' | 'connectionId' | 'now' | 'options'> & { options: unknown };

/** `undefined` while both directions are off. */
export async function readAutoBook(
  tx: Tx,
  { workspaceId, connectionId, now }: Pick<AutoBook, 'workspaceId' | 'connectionId' | 'now'>,
): Promise<AutoBook | undefined> {
  const { rows } = await sql<Row>`
    select c.features -> 'autoCreate' as options, coalesce((c.features -> 'blacklist' ->> 'enabled')::boolean, false) as blacklist,
      u.id as "defaultResponsibleId", w.country, c.account_timezone as timezone
    from connections c join workspaces w on w.id = c.workspace_id
    left join users u on u.workspace_id = c.workspace_id and u.id = c.default_responsible_id and u.active
    where c.workspace_id = ${workspaceId} and c.id = ${connectionId}
  `.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const options = mergePatch(DEFAULT_FEATURES.autoCreate, row.options) as Features['autoCreate']; // the defaults fix the shape
  if (!options.inbound.enabled && !options.outbound.enabled) return undefined;
  return { ...row, workspaceId, connectionId, now, options };
}
