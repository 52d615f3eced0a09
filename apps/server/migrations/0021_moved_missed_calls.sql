-- A missed call whose beginning was corrected into another hour stands in `missed_waits` as it was counted before, until that hour is
-- counted, too: what the journal says now is what counts (5.7).
create or replace function count_missed(p_workspace uuid, p_hours timestamptz[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  delete from missed_waits m using unnest(p_hours) h
  where m.workspace_id = p_workspace and m.at >= h and m.at < h + interval '1 hour';
  with k as materialized (
    select h as hour, c.* from unnest(p_hours) h
    cross join lateral (
      select id, started_at, client_number, did, direction, status from journal_calls j
      where j.workspace_id = p_workspace and j.started_at >= h and j.started_at < h + interval '1 hour' and j.client_number is not null
        and j.direction <> 'internal' offset 0) c
  ), missed as (
    select id, started_at as at, client_number as e164, did, true as is_new from k where direction = 'inbound' and status = 'missed'
    union
    select m.call_id, m.at, m.e164, m.did, false
    from (select client_number, min(hour) as first, max(hour) as last from k where direction = 'outbound' or status = 'answered' group by client_number) n
    join missed_waits m on m.workspace_id = p_workspace and m.e164 = n.client_number and m.at >= n.first - interval '7 days' and m.at < n.last + interval '1 hour'
    union
    select m.call_id, m.at, m.e164, m.did, false from unnest(p_hours) h
    join missed_waits m on m.workspace_id = p_workspace and m.talked_at >= h and m.talked_at < h + interval '1 hour'
    union
    select m.call_id, m.at, m.e164, m.did, false from unnest(p_hours) h
    join missed_waits m on m.workspace_id = p_workspace and m.dialled_at >= h and m.dialled_at < h + interval '1 hour'
  )
  insert into missed_waits (workspace_id, call_id, at, e164, did, talked_at, dialled_at)
  select p_workspace, m.id, m.at, m.e164, m.did, t.at, d.at
  from (select distinct on (id) * from missed order by id, is_new desc) m
  cross join lateral (
    select min(j.started_at) as at from journal_calls j
    where j.workspace_id = p_workspace and j.client_number = m.e164 and j.direction <> 'internal' and j.status = 'answered'
      and j.started_at > m.at and j.started_at <= m.at + interval '24 hours') t
  cross join lateral (
    select min(j.started_at) as at from journal_calls j
    where j.workspace_id = p_workspace and j.client_number = m.e164 and j.direction = 'outbound'
      and j.started_at > m.at and j.started_at <= m.at + interval '7 days') d
  on conflict (workspace_id, call_id) do update set at = excluded.at, e164 = excluded.e164, did = excluded.did,
    talked_at = excluded.talked_at, dialled_at = excluded.dialled_at;
end
$$;
