-- All that works before a workspace is known, or across workspaces: the webhook door, sign-in by token, the job dispatchers.
-- Every function here is `security definer`; 0003 gives them to a role that may see all workspaces. There are no others.

-- What a decision about a caller is made from (7, 8, 10), read in one go. Also behind "what would happen".
-- Generic plans: with array parameters PostgreSQL else plans anew for every call, which costs more than running it (measured: 3 times).
create function caller_facts(p_workspace uuid, p_connection uuid, p_readings text[], p_did text, p_pbx_call_id text, p_at timestamptz)
returns jsonb language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_connection connections;
  v_block jsonb;
  v_clients jsonb;
  v_responsibles uuid[];
begin
  select * into v_connection from connections where workspace_id = p_workspace and id = p_connection;

  if (v_connection.features -> 'blacklist' ->> 'enabled')::boolean then
    select jsonb_build_object('id', b.id, 'pattern', b.pattern) into v_block
    from number_blocks b
    where b.workspace_id = p_workspace
      and b.pattern = any (p_readings || array(select left(r, n) || '*' from unnest(p_readings) r, generate_series(6, length(r)) n))
      and (b.expires_at is null or b.expires_at > p_at)
    order by b.is_prefix, length(b.pattern) desc limit 1;
  end if;

  select jsonb_agg(m.client order by m.position, m.archived, m.talked desc nulls last, m.id), array_agg(distinct m.responsible) filter (where m.responsible is not null)
  into v_clients, v_responsibles
  from (
    select c.id, c.responsible_id as responsible, c.archived_at is not null as archived, c.last_talked_at as talked,
      array_position(p_readings, n.e164) as position,
      jsonb_build_object(
        'type', c.type, 'id', c.id, 'name', c.name, 'familyName', c.family_name, 'givenName', c.given_name, 'patronymic', c.patronymic,
        'legalForm', c.legal_form, 'responsibleId', c.responsible_id, 'companyId', o.id, 'companyName', o.name, 'companyLegalForm', o.legal_form,
        'e164', n.e164, 'lastTalkedAt', c.last_talked_at, 'archived', c.archived_at is not null) as client
    from client_numbers n
    join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
    left join clients o on o.workspace_id = c.workspace_id and o.id = c.company_id
    where n.workspace_id = p_workspace and n.e164 = any (p_readings) and n.state = 'current'
    limit 20
  ) m;

  return jsonb_build_object(
    'version', v_connection.version,
    'features', jsonb_build_object('blacklist', v_connection.features -> 'blacklist', 'callerName', v_connection.features -> 'callerName',
      'routeToResponsible', v_connection.features -> 'routeToResponsible'),
    'block', v_block,
    'own', exists (select from user_numbers where workspace_id = p_workspace and e164 = any (p_readings))
      or exists (select from pbx_numbers where workspace_id = p_workspace and connection_id = p_connection and did = any (p_readings)),
    'clients', coalesce(v_clients, '[]'::jsonb),
    'responsibles', case when v_responsibles is null then '[]'::jsonb else (
      select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'active', u.active, 'extension', e.extension,
        'talking', exists (select from calls t where t.workspace_id = p_workspace and t.running and t.user_id = u.id and t.status = 'talking')))
      from users u
      left join extensions e on e.workspace_id = u.workspace_id and e.connection_id = p_connection and e.user_id = u.id and e.vanished_at is null
      where u.workspace_id = p_workspace and u.id = any (v_responsibles)) end,
    'schedule', case when v_clients is null then null else (
      select jsonb_build_object('timezone', s.timezone, 'weekly', s.weekly, 'exceptions', s.exceptions) from schedules s
      where s.workspace_id = p_workspace
        and s.id = coalesce(
          (select schedule_id from pbx_numbers where workspace_id = p_workspace and connection_id = p_connection and did = p_did),
          (select id from schedules where workspace_id = p_workspace and is_default))) end,
    'firstDecision', (select decision from calls
      where workspace_id = p_workspace and connection_id = p_connection and pbx_call_id = p_pbx_call_id)
  );
end
$$;

-- The webhook door's only statement: stores the raw delivery (again means nothing) and, for a call that waits for an answer, reads what decides it.
create function receive_delivery(
  p_workspace uuid, p_connection uuid, p_id uuid, p_received_at timestamptz, p_event text, p_pbx_call_id text,
  p_content_type text, p_raw bytea, p_spooled boolean, p_verdict text, p_readings text[], p_did text)
returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
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

-- The same for deliveries that stood at the door together: one transaction, one sync to the disk. Answers come in the order of the ids.
create function receive_deliveries(
  p_workspaces uuid[], p_connections uuid[], p_ids uuid[], p_received_at timestamptz[], p_events text[], p_pbx_call_ids text[],
  p_content_types text[], p_raws bytea[], p_verdicts text[], p_asked boolean[], p_readings text[], p_dids text[])
returns setof jsonb language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
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

create function quarantine_delivery(
  p_workspace uuid, p_connection uuid, p_id uuid, p_received_at timestamptz, p_event text, p_content_type text, p_raw bytea, p_signature text)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into quarantined_deliveries (workspace_id, id, connection_id, received_at, event, content_type, raw, signature)
  values (p_workspace, p_id, p_connection, p_received_at, p_event, p_content_type, p_raw, p_signature)
  on conflict do nothing;
  -- Bounded: a flood of forgeries must not fill the disk, nor push out more than itself.
  delete from quarantined_deliveries q
  where q.workspace_id = p_workspace and q.connection_id = p_connection
    and (q.received_at < p_received_at - interval '1 day'
      or q.id in (select id from quarantined_deliveries where workspace_id = p_workspace and connection_id = p_connection
                  order by received_at desc offset 1000));
end
$$;

-- What the door keeps in memory.
create function door_connections()
returns table (workspace_id uuid, slug text, country text, connection_id uuid, provider text, api_key text, sealed_secret text, area_code text,
  account_timezone text, ip_allow_list jsonb, version integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select w.id, w.slug, w.country, c.id, c.provider, c.api_key, c.sealed_secret, c.area_code, c.account_timezone, c.ip_allow_list, c.version
  from connections c join workspaces w on w.id = c.workspace_id order by w.created_at, c.created_at
$$;

-- Connections with deliveries that nobody has folded: left by a crash, or drained from a spool.
create function connections_with_unfolded(p_before timestamptz)
returns table (workspace_id uuid, connection_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select distinct d.workspace_id, d.connection_id from webhook_deliveries d where d.folded_at is null and d.received_at < p_before
$$;

create function calls_past_deadline(p_now timestamptz)
returns table (workspace_id uuid, connection_id uuid, pbx_call_id text) language sql stable security definer set search_path = public, pg_temp as $$
  select c.workspace_id, c.connection_id, c.pbx_call_id from calls c where c.running and c.deadline_at <= p_now limit 500
$$;

create function find_session(p_token_hash bytea, p_now timestamptz)
returns table (workspace_id uuid, user_id uuid, role text) language sql stable security definer set search_path = public, pg_temp as $$
  select s.workspace_id, s.user_id, u.role from sessions s
  join users u on u.workspace_id = s.workspace_id and u.id = s.user_id and u.active
  where s.token_hash = p_token_hash and s.expires_at > p_now
$$;

create function find_api_token(p_token_hash bytea)
returns table (workspace_id uuid, user_id uuid, role text, token_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select t.workspace_id, t.user_id, u.role, t.id from api_tokens t
  join users u on u.workspace_id = t.workspace_id and u.id = t.user_id and u.active
  where t.token_hash = p_token_hash
$$;

-- Users that an e-mail address can sign in as; the caller checks the password.
create function find_sign_ins(p_email text)
returns table (identity_id uuid, password_hash text, workspace_id uuid, slug text, user_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.password_hash, u.workspace_id, w.slug, u.id from identities i
  join users u on u.identity_id = i.id and u.active
  join workspaces w on w.id = u.workspace_id
  where lower(i.email) = lower(p_email)
$$;

create function find_invitation(p_token_hash bytea, p_now timestamptz)
returns table (workspace_id uuid, user_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select v.workspace_id, v.user_id from invitations v where v.token_hash = p_token_hash and v.expires_at > p_now
$$;

create function workspace_has_users(p_workspace uuid)
returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from users where workspace_id = p_workspace)
$$;

-- Jobs that a stopped process left behind.
create function unfinished_jobs()
returns table (workspace_id uuid, id uuid, kind text) language sql stable security definer set search_path = public, pg_temp as $$
  select j.workspace_id, j.id, j.kind from jobs j where j.state in ('queued', 'running')
$$;

-- Partitions of this month and the next two; those older than 90 days go. Rows outside all of them live in the default partition.
create function prepare_delivery_partitions(p_now timestamptz)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_month timestamptz;
  v_name text;
begin
  for i in 0..2 loop
    v_month := (date_trunc('month', p_now at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
    v_name := 'webhook_deliveries_' || to_char(v_month at time zone 'UTC', 'YYYY_MM');
    if to_regclass(v_name) is null then
      begin
        execute format('create table %I partition of webhook_deliveries for values from (%L) to (%L)', v_name, v_month,
          (v_month at time zone 'UTC' + interval '1 month') at time zone 'UTC');
      exception when check_violation then null; -- the default partition holds rows of that month already: they stay there
      end;
    end if;
  end loop;
  for v_name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'webhook_deliveries'::regclass and c.relname ~ '_\d{4}_\d{2}$'
      and to_date(right(c.relname, 7), 'YYYY_MM') < (p_now at time zone 'UTC')::date - 121
  loop
    execute format('drop table %I', v_name);
  end loop;
end
$$;
