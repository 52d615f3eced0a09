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

-- The door's functions anew: with what is named above, and for all who stand at the door in one statement, since of eleven small ones a caller
-- more than half the time went into beginning and ending them (decision 1). What only a feature needs is read only where it is switched on. Two
-- rules keep the cost of a caller the same whatever the tables hold. Nothing is said of a call before it is found by its whole number: "confirmed"
-- and "not linked" are the conditions of other indexes, and before the first `analyze` these were taken for the shorter way (measured: every
-- outgoing call walked). And of redirects only the last ten are looked through: a flood of calls to one employee must not make each next caller
-- dearer; nor may a plan made between the growing of a table and its first `analyze` fetch and sort all of them, which is what bitmaps would be for
-- (measured: four times the cost). `json` and not `jsonb`, since it is read once, by us.
drop function receive_delivery, receive_deliveries, caller_facts;

-- What a decision about each of these callers is made from, in their order; null where `p_readings` is null. A caller's readings are separated
-- by blanks: arrays of arrays must be of one length.
create function caller_facts(
  p_workspaces uuid[], p_connections uuid[], p_readings text[], p_dids text[], p_pbx_call_ids text[], p_at timestamptz[])
returns setof json language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
set jit = off set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  if array_remove(p_readings, null) = '{}' then
    return query select null::json from unnest(p_readings);
    return;
  end if;
  return query
  select case when q.readings is not null then json_build_object(
    'version', k.version,
    'features', k.features,
    'block', b.block,
    'own', exists (select from user_numbers where workspace_id = q.workspace_id and e164 = any (q.readings))
      or exists (select from pbx_numbers where workspace_id = q.workspace_id and connection_id = q.connection_id and did = any (q.readings)),
    'clients', coalesce(c.clients, '[]'::json),
    'deals', coalesce(o.deals, '[]'::json),
    'dialled', case when d.user_id is not null then json_build_object('userId', d.user_id, 'at', d.started_at) end,
    'talked', case when t.user_id is not null then json_build_object('userId', t.user_id, 'at', t.started_at) end,
    'rungOutAt', x.over_at,
    'people', coalesce(p.people, '[]'::json),
    'schedule', s.schedule,
    'firstDecision', (select decision from calls
      where workspace_id = q.workspace_id and connection_id = q.connection_id and pbx_call_id = q.pbx_call_id)
  ) end
  from (
    select n, workspace_id, connection_id, string_to_array(reading, ' ') as readings, did, pbx_call_id, at
    from unnest(p_workspaces, p_connections, p_readings, p_dids, p_pbx_call_ids, p_at) with ordinality
      as asked (workspace_id, connection_id, reading, did, pbx_call_id, at, n)
    offset 0) q
  left join lateral (
    select version, features, (features -> 'blacklist' ->> 'enabled')::boolean as blacklist,
      (features -> 'routeToResponsible' ->> 'enabled')::boolean and q.readings <> '{}' as routing
    from connections where workspace_id = q.workspace_id and id = q.connection_id
    limit 1) k on true
  left join lateral (
    select json_build_object('id', id, 'pattern', pattern) as block from number_blocks
    where k.blacklist and workspace_id = q.workspace_id and (expires_at is null or expires_at > q.at)
      and pattern = any (q.readings || array(select left(r, m) || '*' from unnest(q.readings) r, generate_series(6, length(r)) m))
    order by is_prefix, length(pattern) desc limit 1) b on true
  left join lateral (
    select json_agg(m.client order by m.position, m.archived, m.talked desc nulls last, m.id) as clients, array_agg(m.id) as ids,
      array_agg(m.responsible) filter (where m.responsible is not null)
        || array_agg(m.company_responsible) filter (where m.company_responsible is not null) as responsible
    from (
      select l.id, l.responsible_id as responsible, f.responsible_id as company_responsible, l.archived_at is not null as archived,
        l.last_talked_at as talked, array_position(q.readings, n.e164) as position,
        json_build_object(
          'type', l.type, 'id', l.id, 'name', l.name, 'familyName', l.family_name, 'givenName', l.given_name, 'patronymic', l.patronymic,
          'legalForm', l.legal_form, 'responsibleId', l.responsible_id, 'companyId', f.id, 'companyName', f.name, 'companyLegalForm', f.legal_form,
          'companyResponsibleId', f.responsible_id, 'e164', n.e164, 'lastTalkedAt', l.last_talked_at, 'archived', l.archived_at is not null) as client
      from client_numbers n
      join clients l on l.workspace_id = n.workspace_id and l.id = n.client_id
      left join clients f on f.workspace_id = l.workspace_id and f.id = l.company_id
      where n.workspace_id = q.workspace_id and n.e164 = any (q.readings) and n.state = 'current'
      limit 20) m) c on true
  left join lateral ( -- our own clock and the PBX's may differ by the five minutes of F7
    select y.user_id, y.started_at from unnest(q.readings) r cross join lateral (
      select user_id, started_at, confirmed and linked_call_id is null as counts from calls
      where workspace_id = q.workspace_id and client_number = r and direction = 'outbound' and user_id is not null
        and status not in ('requested', 'not-placed') and started_at > q.at - interval '2 hours' and started_at <= q.at + interval '5 minutes'
      order by started_at desc limit 5) y
    where k.routing and y.counts order by y.started_at desc limit 1) d on true
  left join lateral (
    select y.user_id, y.started_at from unnest(q.readings) r cross join lateral (
      select user_id, started_at, confirmed as counts from calls
      where workspace_id = q.workspace_id and client_number = r and user_id is not null and status in ('talking', 'answered')
        and started_at > q.at - interval '48 hours' and started_at <= q.at + interval '5 minutes'
      order by started_at desc limit 5) y
    where k.routing and y.counts order by y.started_at desc limit 1) t on true
  left join lateral (
    select max(y.over_at) as over_at from unnest(q.readings) r cross join lateral (
      select coalesce(z.over_at, z.due_at) as over_at from (
        select outcome, over_at, due_at, at from redirects
        where workspace_id = q.workspace_id and e164 = r and at > q.at - interval '1 hour' and at <= q.at
        order by at desc limit 10) z
      where z.outcome = 'rung-out' or (z.outcome is null and z.due_at <= q.at)
      order by z.at desc limit 1) y
    where k.routing) x on true
  left join lateral (
    select json_agg(json_build_object('id', y.id, 'responsibleId', y.responsible_id) order by y.updated_at desc, y.id) as deals,
      array_agg(y.responsible_id) as responsible
    from (
      select z.* from unnest(c.ids) i cross join lateral (
        select id, responsible_id, updated_at from deals
        where workspace_id = q.workspace_id and contact_id = i and archived_at is null and closed_at is null and responsible_id is not null
        order by updated_at desc limit 5) z
      union
      select z.* from unnest(c.ids) i cross join lateral (
        select id, responsible_id, updated_at from deals
        where workspace_id = q.workspace_id and company_id = i and archived_at is null and closed_at is null and responsible_id is not null
        order by updated_at desc limit 5) z) y
    where k.routing) o on true
  left join lateral (select c.responsible || o.responsible || array_remove(array[d.user_id, t.user_id], null) as ids offset 0) named on true
  left join lateral (
    select named.ids || array(
      select deputy_id from users
      where k.routing and workspace_id = q.workspace_id and id = any (named.ids) and absent_until > q.at and deputy_id is not null) as ids
    offset 0) everybody on true
  left join lateral ( -- an extension that forwards to a mobile has no phone that could be registered
    select json_agg(json_build_object('id', u.id, 'name', u.name, 'active', u.active, 'extension', e.extension,
      'returnTimeoutSeconds', u.return_timeout_seconds, 'absentUntil', u.absent_until, 'deputyId', u.deputy_id,
      'offlineLooks', e.offline_looks, 'lookedAt', case when u.call_device <> 'mobile' then e.online_at end, 'redirects', r.redirects,
      'talking', exists (select from calls where workspace_id = q.workspace_id and running and user_id = u.id and status = 'talking'))) as people
    from users u
    left join lateral (
      select extension, offline_looks, online_at from extensions
      where workspace_id = q.workspace_id and connection_id = q.connection_id and user_id = u.id and vanished_at is null) e on true
    left join lateral (
      select json_agg(json_build_object('rungOut', y.outcome is distinct from 'taken', 'overAt', coalesce(y.over_at, y.due_at),
        'asked', y.asked_at is not null) order by y.at desc) as redirects
      from (
        select z.* from (
          select at, outcome, over_at, due_at, asked_at from redirects
          where workspace_id = q.workspace_id and user_id = u.id and at <= q.at
          order by at desc limit 10) z
        where k.routing and (z.outcome is not null or z.due_at <= q.at)
        order by z.at desc limit 3) y) r on true
    where u.workspace_id = q.workspace_id and u.id = any (everybody.ids)) p on true
  left join lateral (
    select json_build_object('timezone', timezone, 'weekly', weekly, 'exceptions', exceptions) as schedule from schedules
    where (c.clients is not null or everybody.ids <> '{}') and workspace_id = q.workspace_id
      and id = coalesce(
        (select schedule_id from pbx_numbers where workspace_id = q.workspace_id and connection_id = q.connection_id and did = q.did),
        (select id from schedules where workspace_id = q.workspace_id and is_default))
    limit 1) s on true
  order by q.n;
end
$$;

-- The door's only statement: keeps the raw deliveries (twice means once) and reads what a decision needs, where one is asked for.
create function receive_deliveries(
  p_workspaces uuid[], p_connections uuid[], p_ids uuid[], p_received_at timestamptz[], p_events text[], p_pbx_call_ids text[],
  p_content_types text[], p_raws bytea[], p_spooled boolean[], p_verdicts text[], p_readings text[], p_dids text[])
returns setof json language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  insert into webhook_deliveries (workspace_id, id, received_at, connection_id, event, pbx_call_id, content_type, raw, spooled, verdict)
  select d.workspace_id, d.id, d.received_at, d.connection_id, d.event, d.pbx_call_id, d.content_type, d.raw, d.spooled, d.verdict
  from unnest(p_workspaces, p_connections, p_ids, p_received_at, p_events, p_pbx_call_ids, p_content_types, p_raws, p_spooled, p_verdicts)
    as d (workspace_id, connection_id, id, received_at, event, pbx_call_id, content_type, raw, spooled, verdict)
  on conflict do nothing;
  return query select * from caller_facts(p_workspaces, p_connections, p_readings, p_dids, p_pbx_call_ids, p_received_at);
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
      where p.pronamespace = 'public'::regnamespace and p.proname in ('caller_facts', 'receive_deliveries')
    loop
      execute format('alter function %s owner to carillon_system', f);
    end loop;
  end if;
end
$$;
