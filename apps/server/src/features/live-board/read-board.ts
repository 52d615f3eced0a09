import type { LiveBoard } from '@carillon/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

type Board = { workspaceId: string; now: Date; timezone: string };

const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** The running calls of clients, which are few: everything about this moment is read from them. */
const running = ({ workspaceId }: Board): RawBuilder<unknown> => sql`
  select k.* from calls k
  where k.workspace_id = ${workspaceId} and k.running and k.confirmed and k.linked_call_id is null and k.direction <> 'internal'
    and k.status in ('ringing', 'talking')`;

/** A running call as a tile shows it. */
const party = sql`jsonb_build_object(
  'callId', k.id, 'direction', k.direction, 'clientNumber', k.client_number, 'callerText', k.caller_text, 'did', k.did,
  'didLabel', (select n.label from pbx_numbers n where n.workspace_id = k.workspace_id and n.connection_id = k.connection_id and n.did = k.did),
  'client', (select jsonb_build_object('type', c.type, 'id', c.id, 'name', c.name) from call_clients l
    join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
    where l.workspace_id = k.workspace_id and l.call_id = k.id and l.is_primary),
  'startedAt', ${iso('k.started_at')})`;

/** Who does what at this moment, who waits, and how the day goes. */
export async function readBoard(tx: Tx, board: Board): Promise<LiveBoard> {
  return {
    now: board.now.toISOString(),
    employees: await readEmployees(tx, board),
    menu: await readMenu(tx, board),
    ...(await readDays(tx, board)),
  };
}

/**
 * Everybody with an extension. Who talks, talks, whoever else rings; who has clicked is connecting until the end, as in their pop-up (3.7); a phone that rings shows its newest call. `since` of somebody free is the end
 * of their last call of a day.
 */
async function readEmployees(tx: Tx, board: Board): Promise<LiveBoard['employees']> {
  const { workspaceId, now } = board;
  const { rows } = await sql<{ employee: LiveBoard['employees'][number] }>`
    with running as materialized (${running(board)}), busy as (
      select k.user_id, case k.origin when 'click' then 'connecting' else 'talking' end as state, coalesce(k.answered_at, k.started_at) as since, ${party} - 'startedAt' as call
      from running k where k.status = 'talking' and k.user_id is not null
      union all
      select p.user_id, 'ringing', coalesce(p.rang_at, k.started_at), ${party} - 'startedAt'
      from running k join call_participants p on p.workspace_id = k.workspace_id and p.call_id = k.id and p.outcome = 'ringing'
      where p.user_id is not null
      union all
      select k.user_id, 'ringing', k.started_at, ${party} - 'startedAt'
      from running k where k.status = 'ringing' and k.direction = 'outbound' and k.user_id is not null
    )
    select jsonb_build_object('user', jsonb_build_object('id', u.id, 'name', u.name), 'extension', e.extension, 'online', e.online,
      'state', coalesce(b.state, case when u.absent_until > ${now} then 'away' else 'free' end),
      'since', case when b.state is not null then ${iso('b.since')} when u.absent_until > ${now} then null else ${iso('f.ended_at')} end,
      'until', case when b.state is null and u.absent_until > ${now} then ${iso('u.absent_until')} end, 'call', b.call) as employee
    from users u
    join lateral (
      select x.extension, x.online from extensions x
      where x.workspace_id = u.workspace_id and x.user_id = u.id and x.vanished_at is null order by x.extension limit 1) e on true
    left join lateral (select * from busy where busy.user_id = u.id order by array_position(array['talking', 'connecting', 'ringing'], busy.state), busy.since desc limit 1) b on true
    left join lateral (
      select c.ended_at from calls c
      where c.workspace_id = u.workspace_id and c.user_id = u.id and c.confirmed and c.started_at > ${now}::timestamptz - interval '24 hours' and c.ended_at is not null
      order by c.started_at desc limit 1) f on true
    where u.workspace_id = ${workspaceId} and u.active
    order by length(e.extension), e.extension
  `.execute(tx);
  return rows.map(({ employee }) => employee);
}

async function readMenu(tx: Tx, board: Board): Promise<LiveBoard['menu']> {
  const { rows } = await sql<{ waiting: LiveBoard['menu'][number] }>`
    with running as materialized (${running(board)})
    select ${party} as waiting from running k
    where k.direction = 'inbound' and k.status = 'ringing' and (
      select p.n from call_participants p
      where p.workspace_id = k.workspace_id and p.call_id = k.id and p.outcome = 'ringing' limit 1) is null
    order by k.started_at, k.id
  `.execute(tx);
  return rows.map(({ waiting }) => waiting);
}

/** Today until now against yesterday until this time, by the viewer's clock. */
async function readDays(tx: Tx, { workspaceId, now, timezone }: Board): Promise<Pick<LiveBoard, 'today' | 'yesterday'>> {
  const { rows } = await sql<{ day: number; answered: number; missed: number; waitMean: number | null }>`
    select d.day, count(*) filter (where k.status = 'answered')::integer as answered, count(*) filter (where k.status = 'missed')::integer as missed,
      round(avg(k.wait_seconds) filter (where k.status = 'answered'))::integer as "waitMean"
    from (values (0), (1)) d (day)
    cross join lateral (select ${now}::timestamptz at time zone ${timezone} - d.day * interval '1 day' as clock) c
    left join calls k on k.workspace_id = ${workspaceId} and k.confirmed and k.linked_call_id is null and k.direction = 'inbound'
      and k.started_at >= date_trunc('day', c.clock) at time zone ${timezone} and k.started_at <= c.clock at time zone ${timezone}
    group by d.day order by d.day
  `.execute(tx);
  const [today, yesterday] = rows.map(({ day: _day, ...figures }) => figures);
  const none = { answered: 0, missed: 0, waitMean: null };
  return { today: today ?? none, yesterday: yesterday ?? none };
}
