-- Requirements 5.7 and 5.12: the journal counted, its filters, where its calls came from, and its file.

-- A visit to the company's site that led to a call, as the provider's call tracking tells it. One call has one visit, the first told.
create table call_visits (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  connection_id uuid not null,
  fingerprint text not null,
  pbx_call_id text,
  readings text[] not null default '{}',
  did text,
  started_at timestamptz,
  call_id uuid,
  tracker text,
  source text,
  medium text,
  campaign text,
  term text,
  content text,
  page text,
  first_visit text,
  received_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, fingerprint)
);
comment on column call_visits.call_id is 'null: the call it led to is not there (yet)';
create unique index call_visits_of_call on call_visits (workspace_id, call_id) where call_id is not null;
create index call_visits_of_source on call_visits (workspace_id, source, call_id) where call_id is not null;
create index call_visits_alone on call_visits (workspace_id, received_at) where call_id is null;

-- A file in pieces, for a day: any server process can hand it out.
create table export_chunks (
  workspace_id uuid not null references workspaces (id),
  job_id uuid not null,
  n integer not null,
  text text not null,
  made_at timestamptz not null,
  primary key (workspace_id, job_id, n)
);
create index export_chunks_by_age on export_chunks (made_at);

-- Roll-ups ------------------------------------------------------------------------------------------------------------------
-- Sums of the journal by hours of UTC. They are never added to: an hour in which anything changed is counted anew, so that late facts,
-- corrections and rebuilt calls leave them exact. `whose` says of what: 'all', one user's, one DID's, one source's; and 'ring', the
-- unanswered rings of one user. Quarters of an hour ('all' only) serve the days of zones that are not whole hours from UTC.
create table call_counts (
  workspace_id uuid not null,
  whose text not null check (whose in ('all', 'user', 'did', 'source', 'ring')),
  grain text not null check (grain in ('quarter', 'hour', 'day')),
  at timestamptz not null,
  key text not null,
  direction text not null,
  status text not null,
  calls integer not null,
  talk_seconds bigint not null,
  waits integer not null,
  wait_seconds bigint not null,
  primary key (workspace_id, whose, grain, at, key, direction, status)
);
comment on column call_counts.key is 'user id, DID, or the source as `call_source_key` writes it; empty = none';
create index call_counts_of_key on call_counts (workspace_id, whose, key, grain, at) where whose in ('user', 'did', 'source');

-- How many incoming calls waited how long: what a percentile is made of.
create table call_waits (
  workspace_id uuid not null,
  grain text not null check (grain in ('hour', 'day')),
  at timestamptz not null,
  status text not null check (status in ('answered', 'missed')),
  seconds integer not null,
  calls integer not null,
  primary key (workspace_id, grain, at, status, seconds)
);

-- Each missed call of a known number, and how soon somebody talked with it (24 hours) or dialled it (7 days).
create table missed_waits (
  workspace_id uuid not null,
  call_id uuid not null,
  at timestamptz not null,
  e164 text not null,
  did text,
  talked_at timestamptz,
  dialled_at timestamptz,
  primary key (workspace_id, call_id)
);
create index missed_waits_by_time on missed_waits (workspace_id, at) include (e164, dialled_at);
create index missed_waits_in_vain on missed_waits (workspace_id, at) include (e164, did) where talked_at is null;
create index missed_waits_of_number on missed_waits (workspace_id, e164, at);
create index missed_waits_by_talk on missed_waits (workspace_id, talked_at) where talked_at is not null;
create index missed_waits_by_dial on missed_waits (workspace_id, dialled_at) where dialled_at is not null;

-- Hours to be counted anew. Only ever added to: nobody waits for anybody here.
create table call_changes (
  workspace_id uuid not null,
  id bigint generated always as identity,
  hour timestamptz not null,
  primary key (workspace_id, id)
);
create index call_changes_by_hour on call_changes (workspace_id, hour);

-- A statement that writes calls leaves one mark an hour it touched, whoever wrote it: a few microseconds for a whole batch of the fold.
create function mark_new_calls() returns trigger language plpgsql as $$
begin
  insert into call_changes (workspace_id, hour) select distinct workspace_id, date_bin('1 hour', started_at, 'epoch') from new_calls;
  return null;
end
$$;
create function mark_changed_calls() returns trigger language plpgsql as $$
begin
  insert into call_changes (workspace_id, hour)
  select workspace_id, date_bin('1 hour', started_at, 'epoch') from new_calls
  union
  select workspace_id, date_bin('1 hour', started_at, 'epoch') from old_calls;
  return null;
end
$$;
create trigger mark_new_calls after insert on calls referencing new table as new_calls for each statement execute function mark_new_calls();
create trigger mark_changed_calls after update on calls referencing old table as old_calls new table as new_calls
  for each statement execute function mark_changed_calls();
create trigger mark_deleted_calls after delete on calls referencing old table as new_calls for each statement execute function mark_new_calls();

-- The source of a visit, or the DID, whose source may be renamed at any time.
create function call_source_key(p_visit text, p_did text) returns text language sql immutable as $$
  select case when p_visit is not null then 'visit:' || p_visit when p_did is not null then 'did:' || p_did else '' end
$$;

-- Which rows of `calls` the journal has, whatever is filtered. Told once, for pages, roll-ups and files.
create view journal_calls with (security_invoker = true) as
  select workspace_id, id, started_at, direction, status, client_number, did, user_id, talk_seconds, wait_seconds
  from calls where confirmed and linked_call_id is null and status not in ('requested', 'not-placed');

-- Counts the hours that have changed, newest first. Returns how many are left. Two never count at once.
create function count_changed_calls(p_workspace uuid, p_hours integer) returns integer
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  v_hours timestamptz[];
  v_days timestamptz[];
begin
  perform pg_advisory_xact_lock(hashtextextended('call_changes ' || p_workspace, 0));
  v_hours := array(select distinct hour from call_changes where workspace_id = p_workspace order by hour desc limit p_hours);
  if v_hours = '{}' then
    return 0;
  end if;
  delete from call_changes where workspace_id = p_workspace and hour = any (v_hours);
  v_days := array(select distinct date_bin('1 day', h, 'epoch') from unnest(v_hours) h);
  perform count_hours(p_workspace, v_hours);
  perform count_days(p_workspace, v_days);
  perform count_missed(p_workspace, v_hours);
  return (select count(distinct hour) from call_changes where workspace_id = p_workspace);
end
$$;

create function count_hours(p_workspace uuid, p_hours timestamptz[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  delete from call_counts c using unnest(p_hours) h
  where c.workspace_id = p_workspace and c.whose = 'all' and c.grain = 'quarter' and c.at >= h and c.at < h + interval '1 hour';
  delete from call_counts c where c.workspace_id = p_workspace and c.whose in ('all', 'user', 'did', 'source', 'ring') and c.grain = 'hour' and c.at = any (p_hours);
  delete from call_waits w where w.workspace_id = p_workspace and w.grain = 'hour' and w.at = any (p_hours);
  with k as materialized (
    select c.*, h as hour, call_source_key(v.source, c.did) as source_key,
      case when c.direction = 'inbound' and c.status = 'answered' then c.wait_seconds end as waited
    from unnest(p_hours) h
    cross join lateral (
      select id, started_at, direction, status, user_id, did, talk_seconds, wait_seconds from journal_calls j
      where j.workspace_id = p_workspace and j.started_at >= h and j.started_at < h + interval '1 hour' offset 0) c
    left join call_visits v on v.workspace_id = p_workspace and v.call_id = c.id
  ), told as (
    select x.whose, x.grain, x.at, x.key, k.direction, k.status, k.talk_seconds, k.waited
    from k cross join lateral (values ('all', 'quarter', date_bin('15 minutes', k.started_at, 'epoch'), ''), ('all', 'hour', k.hour, ''),
      ('user', 'hour', k.hour, coalesce(k.user_id::text, '')), ('did', 'hour', k.hour, coalesce(k.did, '')),
      ('source', 'hour', k.hour, k.source_key)) x (whose, grain, at, key)
    union all
    select 'ring', 'hour', k.hour, p.user_id::text, k.direction, k.status, null, null
    from k join call_participants p on p.workspace_id = p_workspace and p.call_id = k.id and p.outcome = 'no-answer' and p.user_id is not null
    where k.direction = 'inbound'
  ), waits as (
    insert into call_waits (workspace_id, grain, at, status, seconds, calls)
    select p_workspace, 'hour', hour, status, wait_seconds, count(*) from k
    where direction = 'inbound' and status in ('answered', 'missed') and wait_seconds is not null
    group by hour, status, wait_seconds
  )
  insert into call_counts (workspace_id, whose, grain, at, key, direction, status, calls, talk_seconds, waits, wait_seconds)
  select p_workspace, whose, grain, at, key, direction, status, count(*), coalesce(sum(talk_seconds), 0), count(waited), coalesce(sum(waited), 0)
  from told group by whose, grain, at, key, direction, status;
end
$$;

create function count_days(p_workspace uuid, p_days timestamptz[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  delete from call_counts c where c.workspace_id = p_workspace and c.whose in ('all', 'user', 'did', 'source', 'ring') and c.grain = 'day' and c.at = any (p_days);
  delete from call_waits w where w.workspace_id = p_workspace and w.grain = 'day' and w.at = any (p_days);
  insert into call_counts (workspace_id, whose, grain, at, key, direction, status, calls, talk_seconds, waits, wait_seconds)
  select p_workspace, c.whose, 'day', d, c.key, c.direction, c.status, sum(c.calls), sum(c.talk_seconds), sum(c.waits), sum(c.wait_seconds)
  from unnest(p_days) d
  join call_counts c on c.workspace_id = p_workspace and c.whose in ('all', 'user', 'did', 'source', 'ring') and c.grain = 'hour'
    and c.at >= d and c.at < d + interval '1 day'
  group by c.whose, d, c.key, c.direction, c.status;
  insert into call_waits (workspace_id, grain, at, status, seconds, calls)
  select p_workspace, 'day', d, w.status, w.seconds, sum(w.calls)
  from unnest(p_days) d
  join call_waits w on w.workspace_id = p_workspace and w.grain = 'hour' and w.at >= d and w.at < d + interval '1 day'
  group by d, w.status, w.seconds;
end
$$;

-- A changed hour decides about its own missed calls and about earlier ones of the numbers that were talked with or dialled in it, now or
-- as it was counted before.
-- What the journal says now is what counts: a call whose beginning was corrected into another hour still stands in `missed_waits` as it was before.
create function count_missed(p_workspace uuid, p_hours timestamptz[]) returns void
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

-- Whose journal has changed, of all workspaces.
create function workspaces_to_count() returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select w.id from workspaces w where exists (select from call_changes c where c.workspace_id = w.id)
$$;
create function forget_exports(p_before timestamptz) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from export_chunks where made_at < p_before
$$;

-- Filters of the journal that find little among millions. A call's status and talk change a few times only.
create index calls_of_did on calls (workspace_id, did, started_at desc, id desc) where confirmed and did is not null;
create index calls_of_status on calls (workspace_id, status, started_at desc, id desc)
  where confirmed and status in ('answered', 'missed', 'not-reached', 'busy', 'failed', 'no-money', 'other', 'blocked', 'end-unknown');
create index calls_recorded on calls (workspace_id, started_at desc, id desc) where confirmed and recordings <> '[]';
create index calls_long on calls (workspace_id, started_at desc, id desc) where confirmed and talk_seconds >= 600;

select protect_workspace_tables();
select expect_few_workspaces(t) from unnest(array['call_visits', 'call_counts', 'call_waits', 'missed_waits', 'call_changes']::regclass[]) t;

-- What is in the journal already.
insert into call_changes (workspace_id, hour) select distinct workspace_id, date_bin('1 hour', started_at, 'epoch') from calls;

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function workspaces_to_count owner to carillon_system;
    alter function forget_exports owner to carillon_system;
  end if;
end
$$;
