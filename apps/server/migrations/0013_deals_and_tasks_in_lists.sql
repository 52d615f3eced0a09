-- Deals are found by fragments of their titles as clients are by their names (0004), and every list's first page comes from an index.

alter table deals add column search text not null default '';
comment on column deals.search is 'the folded title, with a blank in front';
update deals set search = ' ' || lower(title);
create index deals_search on deals using gin (search gin_trgm_ops);
create index deals_open on deals (workspace_id, updated_at desc, id) where archived_at is null and closed_at is null;
create index deals_of_pipeline on deals (workspace_id, pipeline_id, updated_at desc, id) where archived_at is null;

-- A task without a time comes after all that have one; as a value, so that a page goes on along the index.
drop index tasks_open;
drop index tasks_open_by_time;
create index tasks_open on tasks (workspace_id, responsible_id, (coalesce(due_at, 'infinity')), id) where done_at is null;
create index tasks_open_by_time on tasks (workspace_id, (coalesce(due_at, 'infinity')), id) where done_at is null;
create index tasks_of_responsible on tasks (workspace_id, responsible_id, created_at desc, id) where responsible_id is not null;
create index tasks_done_by on tasks (workspace_id, responsible_id, done_at desc, id) where done_at is not null;

-- As in 0005: plans are made while these tables are empty.
select expect_few_workspaces(t) from unnest('{deals,tasks,notes,stages,pipelines}'::regclass[]) t;

-- The conditions of a list of deals as SQL; $1 is the workspace.
create function deal_conditions(p_filter jsonb) returns text language plpgsql immutable set search_path = public, pg_temp as $$
declare
  v_sql text := 'd.workspace_id = $1';
  v_key text;
begin
  v_sql := v_sql || case when (p_filter ->> 'archived')::boolean then ' and d.archived_at is not null' else ' and d.archived_at is null' end;
  if p_filter ? 'open' then
    v_sql := v_sql || case when (p_filter ->> 'open')::boolean then ' and d.closed_at is null' else ' and d.closed_at is not null' end;
  end if;
  for v_key in select jsonb_array_elements_text(p_filter -> 'patterns') loop
    v_sql := v_sql || format(' and d.search like %L', v_key);
  end loop;
  foreach v_key in array array['pipeline_id', 'stage_id', 'contact_id', 'company_id', 'responsible_id'] loop
    if p_filter ? v_key then
      v_sql := v_sql || format(' and d.%I = %L::uuid', v_key, p_filter ->> v_key);
    end if;
  end loop;
  return v_sql;
end
$$;

-- Ids of a page, the last changed first. p_filter: the keys above, after {place, id}, frequent (more than 10,000 have the patterns: then the
-- page is soon full along the index, else all that the trigram index finds is sorted).
create function find_deals(p_workspace uuid, p_filter jsonb, p_limit integer)
returns table (id uuid, place text) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_after text := '';
  v_fence text := '';
begin
  if p_filter ? 'after' then
    v_after := format(' and d.updated_at <= %1$L::timestamptz and (d.updated_at < %1$L::timestamptz or d.id > %2$L::uuid)',
      p_filter #>> '{after,place}', p_filter #>> '{after,id}');
  end if;
  if jsonb_array_length(p_filter -> 'patterns') > 0 and not coalesce((p_filter ->> 'frequent')::boolean, false) then
    v_fence := ' offset 0';
  end if;
  return query execute format('select m.id, m.updated_at::text from (select d.id, d.updated_at from deals d where %s%s%s) m order by m.updated_at desc, m.id limit %s',
    deal_conditions(p_filter), v_after, v_fence, p_limit) using p_workspace;
end
$$;

-- How many there are; counts to p_max and no further.
create function count_deals(p_workspace uuid, p_filter jsonb, p_max integer)
returns integer language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_count integer;
begin
  execute format('select count(*)::integer from (select 1 from deals d where %s limit %s) x', deal_conditions(p_filter), p_max)
    into v_count using p_workspace;
  return v_count;
end
$$;

-- What they are worth, a currency each.
create function sum_deals(p_workspace uuid, p_filter jsonb)
returns table (currency text, amount text) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query execute format('select d.currency, sum(d.amount)::text from deals d where %s and d.amount is not null group by d.currency order by sum(d.amount) desc',
    deal_conditions(p_filter)) using p_workspace;
end
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system') and pg_has_role(current_user, 'carillon_system', 'member') then
    alter function find_deals(uuid, jsonb, integer) owner to carillon_system;
    alter function count_deals(uuid, jsonb, integer) owner to carillon_system;
    alter function sum_deals(uuid, jsonb) owner to carillon_system;
  end if;
end
$$;
