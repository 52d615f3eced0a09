-- Leads stand in lists and in the search box as contacts and companies do (0004), and can be asked for by status and for "nobody's" (the pool).

create or replace function client_conditions(p_filter jsonb) returns text language plpgsql immutable set search_path = public, pg_temp as $$
declare
  v_sql text := 'c.workspace_id = $1 and c.type = $2';
  v_pattern text;
begin
  v_sql := v_sql || case when (p_filter ->> 'archived')::boolean then ' and c.archived_at is not null' else ' and c.archived_at is null' end;
  for v_pattern in select jsonb_array_elements_text(p_filter -> 'patterns') loop
    v_sql := v_sql || format(' and c.search like %L', v_pattern);
  end loop;
  if p_filter ? 'responsibleId' then
    v_sql := v_sql || format(' and c.responsible_id = %L::uuid', p_filter ->> 'responsibleId');
  end if;
  if (p_filter ->> 'pool')::boolean then
    v_sql := v_sql || ' and c.responsible_id is null';
  end if;
  if p_filter ? 'status' then -- with the type as a constant, so that the partial index of leads is taken
    v_sql := v_sql || format(' and c.type = ''lead'' and c.lead_status = %L', p_filter ->> 'status');
  end if;
  if p_filter ? 'companyId' then
    v_sql := v_sql || format(' and c.company_id = %L::uuid', p_filter ->> 'companyId');
  end if;
  if p_filter ? 'externalId' then
    v_sql := v_sql || format(' and c.external_id = %L', p_filter ->> 'externalId');
  end if;
  if p_filter ? 'readings' then
    v_sql := v_sql || format(' and c.id in (select n.client_id from client_numbers n where n.workspace_id = $1 and n.e164 = any (%L::text[]))',
      array(select jsonb_array_elements_text(p_filter -> 'readings')));
  end if;
  return v_sql;
end
$$;

create or replace function search_clients(p_workspace uuid, p_patterns text[], p_prefix text, p_readings text[], p_limit integer)
returns table (id uuid, rank integer) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_like text := '';
  v_pattern text;
begin
  foreach v_pattern in array p_patterns loop
    v_like := v_like || format(' and c.search like %L', v_pattern);
  end loop;
  return query execute format($q$
    with by_number as (
      select c.id, 0 as rank, c.name from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
      where n.workspace_id = $1 and n.e164 = any ($2) and n.state <> 'wrong' and c.archived_at is null limit $3
    ), by_name as ( -- they stand together in the index of names
      select x.id, 1, x.name from (values ('contact'), ('company'), ('lead')) t (type), lateral (
        select c.id, c.name, c.search from clients c
        where c.workspace_id = $1 and c.type = t.type and c.archived_at is null and c.name collate "und-x-icu" >= %L
        order by c.name collate "und-x-icu" limit $3 * 2) x
      where x.search like %L
    ), others as (
      select c.id, 2, c.name from clients c where c.workspace_id = $1 and c.archived_at is null %s limit $3 * 4
    ), found as (select * from by_number union all select * from by_name union all select * from others)
    select f.id, min(f.rank)::integer from found f group by f.id, f.name order by min(f.rank), f.name collate "und-x-icu", f.id limit $3
  $q$, p_prefix, ' ' || regexp_replace(p_prefix, '([\\%_])', '\\\1', 'g') || '%', v_like) using p_workspace, p_readings, p_limit;
end
$$;

-- Pages of the lists: deals of a client by their last change stand in 0006; these are for "whose", "closed" and the whole list of tasks by time.
create index clients_pool on clients (workspace_id, type, created_at, id) where responsible_id is null and archived_at is null;
create index deals_of_responsible on deals (workspace_id, responsible_id, updated_at desc, id) where responsible_id is not null and archived_at is null;
create index deals_archived on deals (workspace_id, updated_at desc, id) where archived_at is not null;
create index tasks_open_by_time on tasks (workspace_id, due_at, id) where done_at is null;
create index tasks_done on tasks (workspace_id, done_at desc, id) where done_at is not null;
