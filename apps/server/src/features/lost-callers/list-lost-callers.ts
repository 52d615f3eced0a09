import type { LostCaller, LostCallerList } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { fromCursor, toCursor } from '../../http/cursor.ts';
import { findConnection } from '../../provider/connection.ts';
import { factsOfCallers } from './facts-of-callers.ts';
import { type Asked, judgeCallers } from './judge-callers.ts';

const TOTAL_MAX = 10_000;

type Counts = Pick<LostCallerList, 'lost' | 'waiting' | 'reachedLater' | 'leftOut' | 'withoutTask'> & { total: number };
type Row = LostCaller & { place: string };

/** Who was lost in a period and is lost still, those who called last first; and how that comes to be fewer than the tile counts. */
export async function listLostCallers(
  tx: Tx,
  { limit, cursor, ...asked }: Asked & { limit: number; cursor: string | undefined },
): Promise<LostCallerList> {
  const { complete, parts } = await judgeCallers(tx, asked);
  const nobody = { items: [], nextCursor: null, total: 0, lost: 0, waiting: 0, reachedLater: 0, leftOut: 0, withoutTask: 0 };
  if (parts === null) return { ...nobody, complete };
  const { defaultResponsibleId } = await findConnection(tx, asked.workspaceId);
  const { workspaceId, now } = asked;
  const [at, number] = cursor === undefined ? [] : fromCursor(cursor, 2);
  const after = cursor === undefined ? sql`` : sql`and (j.last_at, j.e164) < (${at}::timestamptz, ${number})`;
  const { rows } = await sql<{ counts: Counts; row: Row | null }>`
    with ${parts}, page as (select * from judged j where j.because is null ${after} order by j.last_at desc, j.e164 desc limit ${limit + 1})
    select (select json_build_object('lost', count(*), 'total', count(*) filter (where because is null),
        'reachedLater', count(*) filter (where because = 'reached'), 'leftOut', count(*) filter (where because = 'left-out'),
        'withoutTask', count(*) filter (where because is null and task_id is null),
        'waiting', (select count(*) from in_vain v where v.last_at >= ${new Date(+now - 86_400_000)})) from judged) as counts,
      case when c.e164 is not null then json_build_object('number', c.e164, 'count', c.calls, 'place', c.last_at::text,
        'firstAt', c.first_at, 'lastAt', c.last_at, 'lastCallId', c.call_id, 'did', c.did, 'didLabel', f.did_label, 'clients', f.clients,
        'responsible', case when f.owner_id is not null then json_build_object('id', f.owner_id, 'name', f.owner_name) end,
        'task', (select json_build_object('id', t.id, 'done', t.done_at is not null,
            'responsible', case when r.id is not null then json_build_object('id', r.id, 'name', r.name) end)
          from tasks t left join users r on r.workspace_id = t.workspace_id and r.id = t.responsible_id
          where t.workspace_id = ${workspaceId} and t.id = c.task_id)) end as row
    from (select 1) one left join page c on true
    left join lateral (${factsOfCallers(workspaceId, defaultResponsibleId)}) f on c.e164 is not null
    order by c.last_at desc, c.e164 desc
  `.execute(tx);
  const counts = rows[0]?.counts ?? nobody;
  const found = rows.flatMap(({ row }) => row ?? []);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    ...counts,
    complete,
    total: counts.total > TOTAL_MAX ? '10000+' : counts.total,
    items: page.map(shown),
    nextCursor: last ? toCursor([last.place, last.number]) : null,
  };
}

function shown({ place: _place, firstAt, lastAt, ...row }: Row): LostCaller {
  return { ...row, firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() };
}
