-- Lists and search of clients. Row-level security keeps `like` away from the trigram index (it is no leakproof operator), so these are
-- functions of the system role like those of 0002: the workspace is their first argument, and the first condition of every query.

-- Name of a company without quotes and legal form, folded: two spellings of one company have the same.
alter table clients add column match_key text;
create index clients_by_match_key on clients (workspace_id, match_key) where match_key is not null;
create index idempotency_keys_by_age on idempotency_keys (workspace_id, user_id, created_at);

-- The conditions of a list as SQL; $1 is the workspace, $2 the type.
create function client_conditions(p_filter jsonb) returns text language plpgsql immutable set search_path = public, pg_temp as $$
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

-- Ids of a page, in order, each with its place in the sort. p_filter: archived, patterns, responsibleId, companyId, externalId, readings,
-- sort (name | createdAt | updatedAt), descending, after {place, id}, frequent (more than 10,000 have the patterns).
-- With patterns there are two ways, and left alone the planner takes the wrong one when names stand together: along the sort's index
-- until the page is full, or all that the trigram index finds, sorted. The first is taken for frequent ones only, and not far.
create function find_clients(p_workspace uuid, p_type text, p_filter jsonb, p_limit integer)
returns table (id uuid, place text) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_column text := case p_filter ->> 'sort' when 'createdAt' then 'c.created_at' when 'updatedAt' then 'c.updated_at' else 'c.name collate "und-x-icu"' end;
  v_type text := case when p_filter ->> 'sort' in ('createdAt', 'updatedAt') then 'timestamptz' else 'text' end;
  v_down boolean := coalesce((p_filter ->> 'descending')::boolean, false);
  v_order text := format('order by %s %s, c.id %2$s', v_column, case when v_down then 'desc' else 'asc' end);
  v_after text := '';
  v_rows integer;
begin
  if p_filter ? 'after' then
    v_after := format(' and (%s, c.id) %s (%L::%s, %L::uuid)', v_column, case when v_down then '<' else '>' end,
      p_filter #>> '{after,place}', v_type, p_filter #>> '{after,id}');
  end if;
  if (p_filter ->> 'frequent')::boolean then
    return query execute format('select c.id, (%s)::text from (select c.* from clients c where %s %s %s limit 5000) c where %s %s limit %s',
      v_column, client_conditions(p_filter - 'patterns'), v_after, v_order, client_conditions(p_filter), v_order, p_limit)
      using p_workspace, p_type;
    get diagnostics v_rows = row_count;
    if v_rows >= p_limit then
      return;
    end if;
    return query execute format('with m as materialized (select c.id, c.name, c.created_at, c.updated_at from clients c where %s %s)
      select c.id, (%s)::text from m c %s offset %s limit %s',
      client_conditions(p_filter), v_after, v_column, v_order, v_rows, p_limit - v_rows) using p_workspace, p_type;
    return;
  end if;
  return query execute format(case when jsonb_array_length(p_filter -> 'patterns') > 0
      then 'with m as materialized (select c.id, c.name, c.created_at, c.updated_at from clients c where %2$s %3$s) select c.id, (%1$s)::text from m c %4$s limit %5$s'
      else 'select c.id, (%1$s)::text from clients c where %2$s %3$s %4$s limit %5$s' end,
    v_column, client_conditions(p_filter), v_after, v_order, p_limit) using p_workspace, p_type;
end
$$;

-- How many there are; counts to p_max and no further.
create function count_clients(p_workspace uuid, p_type text, p_filter jsonb, p_max integer)
returns integer language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_count integer;
begin
  execute format('select count(*)::integer from (select 1 from clients c where %s limit %s) x', client_conditions(p_filter), p_max)
    into v_count using p_workspace, p_type;
  return v_count;
end
$$;

-- Clients of both kinds for the search box: those with exactly this number, then those whose name begins so, then the rest.
create function search_clients(p_workspace uuid, p_patterns text[], p_prefix text, p_readings text[], p_limit integer)
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
      select x.id, 1, x.name from (values ('contact'), ('company')) t (type), lateral (
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

do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system') and pg_has_role(current_user, 'carillon_system', 'member') then
    alter function find_clients(uuid, text, jsonb, integer) owner to carillon_system;
    alter function count_clients(uuid, text, jsonb, integer) owner to carillon_system;
    alter function search_clients(uuid, text[], text, text[], integer) owner to carillon_system;
  end if;
end
$$;
