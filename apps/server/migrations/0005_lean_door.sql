-- What folding has made of deliveries. One update a row, by its whole key: as one joined statement it was planned while the table was
-- small, and then walked through all deliveries of the workspace for every batch, until the first `analyze`.
create function settle_deliveries(p_workspace uuid, p_now timestamptz, p_settled jsonb)
returns void language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  r record;
begin
  for r in
    select * from jsonb_to_recordset(p_settled) as s (id uuid, received_at timestamptz, verdict text, reply jsonb, milliseconds real, call_id uuid)
  loop
    update webhook_deliveries d set folded_at = coalesce(d.folded_at, p_now),
      verdict = case when d.folded_at is null then r.verdict else d.verdict end, call_id = coalesce(r.call_id, d.call_id),
      reply = coalesce(r.reply, d.reply), milliseconds = coalesce(r.milliseconds, d.milliseconds)
    where d.workspace_id = p_workspace and d.received_at = r.received_at and d.id = r.id;
  end loop;
end
$$;

-- Plans are made once a connection, mostly while the tables are still empty, when every index looks as good as any other; one that
-- leads through all rows of the workspace is then kept until the first `analyze`. So PostgreSQL is told beforehand what it will find: few
-- workspaces. Before 18 it can't be told; there `autovacuum` finds out within a minute.
create function expect_few_workspaces(p_table regclass)
returns void language plpgsql as $$
declare
  v_column text;
begin
  if current_setting('server_version_num')::integer < 180000 then
    return;
  end if;
  for v_column in
    select attname from pg_attribute where attrelid = p_table and attname in ('workspace_id', 'connection_id') and not attisdropped
  loop
    execute $call$
      select pg_restore_attribute_stats('schemaname', $1::text, 'relname', $2::text, 'attname', $3::text, 'inherited', false,
        'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
    $call$
    using (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = p_table),
      (select relname from pg_class where oid = p_table), v_column;
  end loop;
end
$$;
select expect_few_workspaces(c.oid) from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  and (c.relname in ('calls', 'call_facts', 'call_participants', 'call_clients', 'clients', 'client_numbers') or c.relname like 'webhook_deliveries_%');

-- A call's events are found by its id alone. Led by the workspace, this index was mistaken for a way to one delivery.
drop index webhook_deliveries_by_call;
create index webhook_deliveries_by_call on webhook_deliveries (pbx_call_id, received_at);

-- The door's functions anew: as `json` instead of `jsonb`, since what they return is only read once, by us (a seventh less work a caller).
drop function receive_delivery, receive_deliveries, caller_facts;
create function caller_facts(p_workspace uuid, p_connection uuid, p_readings text[], p_did text, p_pbx_call_id text, p_at timestamptz)
returns json language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_version integer;
  v_features json;
  v_blacklist boolean;
  v_block json;
  v_clients json;
  v_responsibles uuid[];
begin
  select version, features, (features -> 'blacklist' ->> 'enabled')::boolean into v_version, v_features, v_blacklist
  from connections where workspace_id = p_workspace and id = p_connection;

  if v_blacklist then
    select json_build_object('id', b.id, 'pattern', b.pattern) into v_block
    from number_blocks b
    where b.workspace_id = p_workspace
      and b.pattern = any (p_readings || array(select left(r, n) || '*' from unnest(p_readings) r, generate_series(6, length(r)) n))
      and (b.expires_at is null or b.expires_at > p_at)
    order by b.is_prefix, length(b.pattern) desc limit 1;
  end if;

  select json_agg(m.client order by m.position, m.archived, m.talked desc nulls last, m.id), array_agg(distinct m.responsible) filter (where m.responsible is not null)
  into v_clients, v_responsibles
  from (
    select c.id, c.responsible_id as responsible, c.archived_at is not null as archived, c.last_talked_at as talked,
      array_position(p_readings, n.e164) as position,
      json_build_object(
        'type', c.type, 'id', c.id, 'name', c.name, 'familyName', c.family_name, 'givenName', c.given_name, 'patronymic', c.patronymic,
        'legalForm', c.legal_form, 'responsibleId', c.responsible_id, 'companyId', o.id, 'companyName', o.name, 'companyLegalForm', o.legal_form,
        'e164', n.e164, 'lastTalkedAt', c.last_talked_at, 'archived', c.archived_at is not null) as client
    from client_numbers n
    join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
    left join clients o on o.workspace_id = c.workspace_id and o.id = c.company_id
    where n.workspace_id = p_workspace and n.e164 = any (p_readings) and n.state = 'current'
    limit 20
  ) m;

  return json_build_object(
    'version', v_version,
    'features', v_features,
    'block', v_block,
    'own', exists (select from user_numbers where workspace_id = p_workspace and e164 = any (p_readings))
      or exists (select from pbx_numbers where workspace_id = p_workspace and connection_id = p_connection and did = any (p_readings)),
    'clients', coalesce(v_clients, '[]'::json),
    'responsibles', case when v_responsibles is null then '[]'::json else (
      select json_agg(json_build_object('id', u.id, 'name', u.name, 'active', u.active, 'extension', e.extension,
        'talking', exists (select from calls t where t.workspace_id = p_workspace and t.running and t.user_id = u.id and t.status = 'talking')))
      from users u
      left join extensions e on e.workspace_id = u.workspace_id and e.connection_id = p_connection and e.user_id = u.id and e.vanished_at is null
      where u.workspace_id = p_workspace and u.id = any (v_responsibles)) end,
    'schedule', case when v_clients is null then null else (
      select json_build_object('timezone', s.timezone, 'weekly', s.weekly, 'exceptions', s.exceptions) from schedules s
      where s.workspace_id = p_workspace
        and s.id = coalesce(
          (select schedule_id from pbx_numbers where workspace_id = p_workspace and connection_id = p_connection and did = p_did),
          (select id from schedules where workspace_id = p_workspace and is_default))) end,
    'firstDecision', (select decision from calls
      where workspace_id = p_workspace and connection_id = p_connection and pbx_call_id = p_pbx_call_id)
  );
end
$$;

create function receive_delivery(
  p_workspace uuid, p_connection uuid, p_id uuid, p_received_at timestamptz, p_event text, p_pbx_call_id text,
  p_content_type text, p_raw bytea, p_spooled boolean, p_verdict text, p_readings text[], p_did text)
returns json language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into webhook_deliveries (workspace_id, id, received_at, connection_id, event, pbx_call_id, content_type, raw, spooled, verdict)
  values (p_workspace, p_id, p_received_at, p_connection, p_event, p_pbx_call_id, p_content_type, p_raw, p_spooled, p_verdict)
  on conflict do nothing;
  if p_readings is null then
    return null;
  end if;
  return caller_facts(p_workspace, p_connection, p_readings, p_did, p_pbx_call_id, p_received_at);
end
$$;

create function receive_deliveries(
  p_workspaces uuid[], p_connections uuid[], p_ids uuid[], p_received_at timestamptz[], p_events text[], p_pbx_call_ids text[],
  p_content_types text[], p_raws bytea[], p_verdicts text[], p_asked boolean[], p_readings text[], p_dids text[])
returns setof json language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  insert into webhook_deliveries (workspace_id, id, received_at, connection_id, event, pbx_call_id, content_type, raw, spooled, verdict)
  select d.workspace_id, d.id, d.received_at, d.connection_id, d.event, d.pbx_call_id, d.content_type, d.raw, false, d.verdict
  from unnest(p_workspaces, p_connections, p_ids, p_received_at, p_events, p_pbx_call_ids, p_content_types, p_raws, p_verdicts)
    as d (workspace_id, connection_id, id, received_at, event, pbx_call_id, content_type, raw, verdict)
  on conflict do nothing;
  for n in 1..cardinality(p_ids) loop
    return next case when p_asked[n] then
      caller_facts(p_workspaces[n], p_connections[n], string_to_array(p_readings[n], ' '), p_dids[n], p_pbx_call_ids[n], p_received_at[n]) end;
  end loop;
end
$$;

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
declare
  f text;
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    for f in
      select p.oid::regprocedure::text from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.proname in ('caller_facts', 'receive_delivery', 'receive_deliveries')
    loop
      execute format('alter function %s owner to carillon_system', f);
    end loop;
  end if;
end
$$;
