import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

/** Whose is what in this workspace at this moment (F8), and how to read its numbers and clocks. */
export type CallContext = {
  country: string;
  areaCode: string | null;
  accountTimezone: string;
  menuOnlyIsMissed: boolean;
  userOf: (extension: string) => string | null;
  own: { extensions: ReadonlySet<string>; numbers: ReadonlySet<string> };
};

type Row = {
  country: string;
  areaCode: string | null;
  accountTimezone: string;
  menuOnlyIsMissed: boolean;
  extensions: Record<string, string | null> | null;
  numbers: string[] | null;
};

/** Reads the context of one connection; `undefined` when it is gone. */
export async function readCallContext(tx: Tx, workspaceId: string, connectionId: string): Promise<CallContext | undefined> {
  const { rows } = await sql<Row>`
    select w.country, c.area_code as "areaCode", c.account_timezone as "accountTimezone",
      coalesce((c.features -> 'missedCalls' ->> 'menuOnlyIsMissed')::boolean, true) as "menuOnlyIsMissed",
      (select jsonb_object_agg(e.extension, e.user_id) from extensions e
        where e.workspace_id = c.workspace_id and e.connection_id = c.id) as extensions,
      (select array_agg(n.e164) from (
        select e164 from user_numbers where workspace_id = c.workspace_id
        union select did from pbx_numbers where workspace_id = c.workspace_id and connection_id = c.id) n) as numbers
    from connections c join workspaces w on w.id = c.workspace_id
    where c.workspace_id = ${workspaceId} and c.id = ${connectionId}
  `.execute(tx);
  const row = rows[0];
  if (row === undefined) return undefined;
  const extensions = new Map(Object.entries(row.extensions ?? {}));
  return {
    country: row.country,
    areaCode: row.areaCode,
    accountTimezone: row.accountTimezone,
    menuOnlyIsMissed: row.menuOnlyIsMissed,
    userOf: (extension) => extensions.get(extension) ?? null,
    own: { extensions: new Set(extensions.keys()), numbers: new Set(row.numbers) },
  };
}
