-- What routing to the responsible employee looks at (7.4–7.6), read with everything else in the door's one statement: open deals, who was on
-- the phone with the number lately, absences and deputies, whether a phone is registered, and redirects that rang out.

-- What became of calls that our answer sent to a phone. Derived from the call, one row each.
create table redirects (
  workspace_id uuid not null,
  call_id uuid not null,
  e164 text,
  user_id uuid,
  extension text not null,
  at timestamptz not null,
  due_at timestamptz,
  outcome text check (outcome in ('taken', 'rung-out')),
  over_at timestamptz,
  asked_at timestamptz,
  primary key (workspace_id, call_id),
  check ((outcome is null) = (over_at is null))
) with (fillfactor = 80);
comment on column redirects.e164 is 'the caller';
comment on column redirects.user_id is 'whose phone it was';
comment on column redirects.due_at is 'return time-out + 2 s: untaken by then it has rung out, though nothing was told; null = it may ring for ever';
comment on column redirects.outcome is 'null while it is open';
comment on column redirects.asked_at is 'the third in a row that rang out: the employee was asked then, and the count begins anew';
create index redirects_of_number on redirects (workspace_id, e164, at desc) where e164 is not null;
create index redirects_of_user on redirects (workspace_id, user_id, at desc) where user_id is not null;

alter table extensions add column offline_looks smallint not null default 0;
comment on column extensions.offline_looks is 'how many looks in a row found no phone registered: two are believed (7.6)';
alter table connections add column presence_asked_at timestamptz;
comment on column connections.presence_asked_at is 'when a server process last began to ask which phones are registered: the others then need not';

-- Each for one look-up by the whole number, whatever else the number did in these hours.
create index calls_dialled on calls (workspace_id, client_number, started_at desc) include (user_id)
  where direction = 'outbound' and user_id is not null and status not in ('requested', 'not-placed');
create index calls_talked on calls (workspace_id, client_number, started_at desc) include (user_id)
  where user_id is not null and status in ('talking', 'answered');
create index deals_open_of_contact on deals (workspace_id, contact_id, updated_at desc)
  where contact_id is not null and archived_at is null and closed_at is null;
create index deals_open_of_company on deals (workspace_id, company_id, updated_at desc)
  where company_id is not null and archived_at is null and closed_at is null;

select expect_few_workspaces(t::regclass) from unnest(array['redirects', 'deals']) t;

-- The door's functions anew: with what is named above, and as `json` instead of `jsonb`, since what they return is only read once, by us (a
-- seventh less work a caller). What only routing needs is read only where it is switched on. Two rules keep the cost of a caller the same
-- whatever the tables hold. Nothing is said of a call before it is found by its whole number: "confirmed" and "not linked" are the conditions
-- of other indexes, and before the first `analyze` these were taken for the shorter way (measured: every outgoing call walked). And of
-- redirects only the last ten are looked through: a flood of calls to one employee must not make each next caller dearer.
drop function receive_delivery, receive_deliveries, caller_facts;
create function caller_facts(p_workspace uuid, p_connection uuid, p_readings text[], p_did text, p_pbx_call_id text, p_at timestamptz)
returns json language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_version integer;
  v_features json;
  v_blacklist boolean;
  v_routing boolean;
  v_block json;
  v_clients json;
  v_client_ids uuid[];
  v_people uuid[];
  v_deals json;
  v_dealers uuid[];
  v_dialler uuid;
  v_dialled_at timestamptz;
  v_talker uuid;
  v_talked_at timestamptz;
  v_rung_out_at timestamptz;
begin
  select version, features, (features -> 'blacklist' ->> 'enabled')::boolean, (features -> 'routeToResponsible' ->> 'enabled')::boolean
  into v_version, v_features, v_blacklist, v_routing
  from connections where workspace_id = p_workspace and id = p_connection;

  if v_blacklist then
    select json_build_object('id', b.id, 'pattern', b.pattern) into v_block
    from number_blocks b
    where b.workspace_id = p_workspace
      and b.pattern = any (p_readings || array(select left(r, n) || '*' from unnest(p_readings) r, generate_series(6, length(r)) n))
      and (b.expires_at is null or b.expires_at > p_at)
    order by b.is_prefix, length(b.pattern) desc limit 1;
  end if;

  select json_agg(m.client order by m.position, m.archived, m.talked desc nulls last, m.id), array_agg(m.id),
    array_agg(m.responsible) filter (where m.responsible is not null)
      || array_agg(m.company_responsible) filter (where m.company_responsible is not null)
  into v_clients, v_client_ids, v_people
  from (
    select c.id, c.responsible_id as responsible, o.responsible_id as company_responsible, c.archived_at is not null as archived,
      c.last_talked_at as talked, array_position(p_readings, n.e164) as position,
      json_build_object(
        'type', c.type, 'id', c.id, 'name', c.name, 'familyName', c.family_name, 'givenName', c.given_name, 'patronymic', c.patronymic,
        'legalForm', c.legal_form, 'responsibleId', c.responsible_id, 'companyId', o.id, 'companyName', o.name, 'companyLegalForm', o.legal_form,
        'companyResponsibleId', o.responsible_id, 'e164', n.e164, 'lastTalkedAt', c.last_talked_at, 'archived', c.archived_at is not null) as client
    from client_numbers n
    join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
    left join clients o on o.workspace_id = c.workspace_id and o.id = c.company_id
    where n.workspace_id = p_workspace and n.e164 = any (p_readings) and n.state = 'current'
    limit 20
  ) m;

  if v_routing and cardinality(p_readings) > 0 then
    -- our own clock and the PBX's may differ by the five minutes of F7
    select d.user_id, d.started_at into v_dialler, v_dialled_at from unnest(p_readings) r cross join lateral (
      select c.user_id, c.started_at, c.confirmed and c.linked_call_id is null as counts from calls c
      where c.workspace_id = p_workspace and c.client_number = r and c.direction = 'outbound' and c.user_id is not null
        and c.status not in ('requested', 'not-placed')
        and c.started_at > p_at - interval '2 hours' and c.started_at <= p_at + interval '5 minutes'
      order by c.started_at desc limit 5) d
    where d.counts order by d.started_at desc limit 1;
    select t.user_id, t.started_at into v_talker, v_talked_at from unnest(p_readings) r cross join lateral (
      select c.user_id, c.started_at, c.confirmed as counts from calls c
      where c.workspace_id = p_workspace and c.client_number = r and c.user_id is not null and c.status in ('talking', 'answered')
        and c.started_at > p_at - interval '48 hours' and c.started_at <= p_at + interval '5 minutes'
      order by c.started_at desc limit 5) t
    where t.counts order by t.started_at desc limit 1;
    select max(x.over_at) into v_rung_out_at from unnest(p_readings) r cross join lateral (
      select coalesce(d.over_at, d.due_at) as over_at from (
        select outcome, over_at, due_at, at from redirects
        where workspace_id = p_workspace and e164 = r and at > p_at - interval '1 hour' and at <= p_at
        order by at desc limit 10) d
      where d.outcome = 'rung-out' or (d.outcome is null and d.due_at <= p_at)
      order by d.at desc limit 1) x;
    if v_client_ids is not null then
      select json_agg(json_build_object('id', d.id, 'responsibleId', d.responsible_id) order by d.updated_at desc, d.id), array_agg(d.responsible_id)
      into v_deals, v_dealers
      from (
        select x.* from unnest(v_client_ids) k cross join lateral (
          select id, responsible_id, updated_at from deals
          where workspace_id = p_workspace and contact_id = k and archived_at is null and closed_at is null and responsible_id is not null
          order by updated_at desc limit 5) x
        union
        select x.* from unnest(v_client_ids) k cross join lateral (
          select id, responsible_id, updated_at from deals
          where workspace_id = p_workspace and company_id = k and archived_at is null and closed_at is null and responsible_id is not null
          order by updated_at desc limit 5) x
      ) d;
    end if;
    v_people := v_people || v_dealers || array_remove(array[v_dialler, v_talker], null);
    v_people := v_people || array(
      select u.deputy_id from users u
      where u.workspace_id = p_workspace and u.id = any (v_people) and u.absent_until > p_at and u.deputy_id is not null);
  end if;

  -- an extension that forwards to a mobile has no phone that could be registered
  return json_build_object(
    'version', v_version,
    'features', v_features,
    'block', v_block,
    'own', exists (select from user_numbers where workspace_id = p_workspace and e164 = any (p_readings))
      or exists (select from pbx_numbers where workspace_id = p_workspace and connection_id = p_connection and did = any (p_readings)),
    'clients', coalesce(v_clients, '[]'::json),
    'deals', coalesce(v_deals, '[]'::json),
    'dialled', case when v_dialler is not null then json_build_object('userId', v_dialler, 'at', v_dialled_at) end,
    'talked', case when v_talker is not null then json_build_object('userId', v_talker, 'at', v_talked_at) end,
    'rungOutAt', v_rung_out_at,
    'people', case when coalesce(cardinality(v_people), 0) = 0 then '[]'::json else (
      select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'active', u.active, 'extension', e.extension,
        'returnTimeoutSeconds', u.return_timeout_seconds, 'absentUntil', u.absent_until, 'deputyId', u.deputy_id,
        'offlineLooks', e.offline_looks, 'lookedAt', case when u.call_device <> 'mobile' then e.online_at end, 'redirects', r.redirects,
        'talking', exists (select from calls t where t.workspace_id = p_workspace and t.running and t.user_id = u.id and t.status = 'talking'))), '[]'::json)
      from users u
      left join extensions e on e.workspace_id = u.workspace_id and e.connection_id = p_connection and e.user_id = u.id and e.vanished_at is null
      left join lateral (
        select json_agg(json_build_object('rungOut', l.rung_out, 'overAt', l.over_at, 'asked', l.asked) order by l.at desc) as redirects from (
          select d.at, d.outcome is distinct from 'taken' as rung_out, coalesce(d.over_at, d.due_at) as over_at,
            d.asked_at is not null as asked
          from (
            select at, outcome, over_at, due_at, asked_at from redirects
            where v_routing and workspace_id = p_workspace and user_id = u.id and at <= p_at
            order by at desc limit 10) d
          where d.outcome is not null or d.due_at <= p_at
          order by d.at desc limit 3) l) r on true
      where u.workspace_id = p_workspace and u.id = any (v_people)) end,
    'schedule', case when v_clients is null and coalesce(cardinality(v_people), 0) = 0 then null else (
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

select protect_workspace_tables();

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
