import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { IS_RECORDED } from '../../journal/is-recorded.ts';
import type { CellValue } from '../../xlsx/column.ts';
import type { ExportWords } from './export-words.ts';

export type Place = { at: string; id: string };
type Row = Place & {
  started: string;
  direction: string;
  status: string;
  client: string | null;
  number: string | null;
  did: string | null;
  label: string | null;
  employee: string | null;
  extension: string | null;
  wait: number | null;
  talk: number | null;
  recorded: boolean;
  source: string | null;
  campaign: string | null;
  page: string | null;
  outcome: string | null;
  notes: string | null;
  disposition: string | null;
};
type Piece = { workspaceId: string; where: RawBuilder<unknown>; after: Place | null; limit: number; timezone: string };

/** The next rows of the journal behind a place, newest first, as cells in the order of the headings. */
export async function readRows(tx: Tx, words: ExportWords, piece: Piece): Promise<{ rows: CellValue[][]; last: Place | null }> {
  const { workspaceId, where, after, limit, timezone } = piece;
  const behind = after === null ? sql`` : sql`and (k.started_at, k.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<Row>`
    select k.id, k.started_at::text as at, to_char(k.started_at at time zone ${timezone}, 'YYYY-MM-DD HH24:MI:SS') as started, k.direction,
      case when k.status = 'talking' and k.origin = 'click' then 'connecting' else k.status end as status, -- as on the pages (3.7)
      (select c.name from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
        where l.workspace_id = k.workspace_id and l.call_id = k.id and l.is_primary) as client,
      coalesce(k.client_number, k.caller_text) as number, k.did, n.label, u.name as employee, k.extension, k.wait_seconds as wait, k.talk_seconds as talk,
      ${IS_RECORDED} as recorded, coalesce(v.source, nullif(n.source, '')) as source, v.campaign, v.page,
      (select o.outcome from call_outcomes o where o.workspace_id = k.workspace_id and o.call_id = k.id) as outcome,
      (select string_agg(t.text, E'\n' order by t.at, t.id) from call_notes t where t.workspace_id = k.workspace_id and t.call_id = k.id) as notes,
      k.disposition
    from (select k.* from calls k where ${where} ${behind} order by k.started_at desc, k.id desc limit ${limit}) k
    left join pbx_numbers n on n.workspace_id = k.workspace_id and n.connection_id = k.connection_id and n.did = k.did
    left join users u on u.workspace_id = k.workspace_id and u.id = k.user_id
    left join call_visits v on v.workspace_id = k.workspace_id and v.call_id = k.id
    where k.workspace_id = ${workspaceId}
    order by k.started_at desc, k.id desc
  `.execute(tx);
  const last = rows.at(-1);
  return { rows: rows.map((row) => cellsOf(row, words)), last: last ? { at: last.at, id: last.id } : null };
}

function cellsOf(row: Row, words: ExportWords): CellValue[] {
  return [
    row.started,
    words.directions[row.direction] ?? row.direction,
    words.results[row.status] ?? row.status,
    row.client,
    row.number,
    row.did,
    row.label,
    row.employee,
    row.extension,
    row.wait,
    row.talk,
    row.recorded ? words.yes : words.no,
    row.source,
    row.campaign,
    row.page,
    row.outcome,
    row.notes,
    row.disposition,
    row.id,
  ];
}
