-- 5.11 among millions of conversations. A word that everybody says was looked for along the time, unpacking the words of each
-- conversation; one that is said in every hundredth fetched as many wide rows from all over the table. Now the index knows the months too,
-- and the words of a longer conversation lie beside the row: what is fetched is narrow.
drop index call_transcripts_said;
alter table call_transcripts set (toast_tuple_target = 128);
update call_transcripts set n = n where said is not null; -- those that are there are written anew, as narrow
create index call_transcripts_said on call_transcripts using gin (workspace_id, date_trunc('month', call_started_at at time zone 'UTC'), said)
  with (fastupdate = off);

-- The conversations of some months (or of all: a rare word is found at once) in which all these words were said, by the index of the words alone: whatever statistics say, no other
-- way leads to them without unpacking what is not asked for.
create function said_in_months(p_workspace uuid, p_query tsquery, p_months timestamp[])
returns table (call_id uuid, call_started_at timestamptz) language plpgsql stable set search_path = public, pg_temp
set enable_seqscan = off set enable_indexscan = off set max_parallel_workers_per_gather = 0 as $$
begin
  return query execute format('select t.call_id, t.call_started_at from call_transcripts t
      where t.workspace_id = %L and t.said @@ %L::tsquery %s', p_workspace, p_query,
    case when p_months is not null then format('and date_trunc(''month'', t.call_started_at at time zone ''UTC'') = any(%L::timestamp[])', p_months) end);
end
$$;

-- The calls in whose conversation all these words were said, in whatever form, the newest first: month by month back until there are
-- enough; how many months at once, the frequency of the words in the newest says. With p_hearer, only what that employee may hear. A
-- function of the system role, because row-level security would keep `@@` away from the index (it is no leakproof operator).
create or replace function find_said(p_workspace uuid, p_words text, p_from timestamptz, p_to timestamptz, p_hearer uuid, p_limit integer)
returns table (call_id uuid) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_query tsquery := plainto_tsquery('pg_catalog.russian', p_words);
  v_oldest timestamp;
  v_upto timestamp;
  v_since timestamp;
  v_months integer := 2;
  v_looked integer := 0;
  v_found integer := 0;
  v_list timestamp[];
  v_n integer;
begin
  if numnode(v_query) = 0 then
    return;
  end if;
  select date_trunc('month', min(t.call_started_at) at time zone 'UTC'), date_trunc('month', max(t.call_started_at) at time zone 'UTC') + interval '1 month'
    into v_oldest, v_upto from call_transcripts t
    where t.workspace_id = p_workspace and t.said is not null and t.call_started_at >= coalesce(p_from, '-infinity') and t.call_started_at < coalesce(p_to, 'infinity');
  while v_upto > v_oldest and v_found < p_limit loop
    v_since := greatest(v_oldest, v_upto - make_interval(months => v_months));
    v_list := array(select m from generate_series(v_since, v_upto - interval '1 month', interval '1 month') m);
    return query
      select s.call_id from said_in_months(p_workspace, v_query, case when v_since > v_oldest or cardinality(v_list) < 12 then v_list end) s
      where s.call_started_at >= greatest(p_from, v_since at time zone 'UTC') and s.call_started_at < least(p_to, v_upto at time zone 'UTC')
        and (p_hearer is null or hears_call(p_workspace, s.call_id, p_hearer))
      order by s.call_started_at desc limit p_limit - v_found;
    get diagnostics v_n = row_count;
    v_found := v_found + v_n;
    v_looked := v_looked + v_months;
    v_months := case when v_found = 0 then 1200 else least(1200, ceil(1.2 * (p_limit - v_found) * v_looked / v_found)) end;
    v_upto := v_since;
  end loop;
end
$$;

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function find_said owner to carillon_system;
  end if;
end
$$;
