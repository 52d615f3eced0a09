-- Requirement 5.7 at ten million calls: any filter, and any filters together, in a few milliseconds a year.

-- Which calls of a day (of UTC) a filter's word is true of: the n-th bit stands for the day's n-th call by (started_at, id). Words are put
-- together by `&` and `|`, and `bit_count` says how many calls that leaves. The running day is laid out as far as its hours are over; a day
-- in which anything changed is laid out anew.
create table call_words (
  workspace_id uuid not null,
  whose text not null check (whose in ('direction', 'status', 'user', 'did', 'source', 'recorded', 'length')),
  key text not null,
  day timestamptz not null,
  calls bit varying not null,
  primary key (workspace_id, whose, key, day)
);
comment on column call_words.key is 'as in call_counts; of length: talked at least so many seconds, one of `talk_steps`';
alter table call_words alter column calls set storage external; -- bits don't shrink, and are read whole
create index call_words_by_day on call_words (workspace_id, day);

create table call_days (
  workspace_id uuid not null,
  day timestamptz not null,
  laid_until timestamptz not null,
  until_hour integer[] not null,
  ids bytea not null,
  primary key (workspace_id, day)
);
alter table call_days alter column ids set storage external; -- of thousands, some are taken out of the middle
comment on column call_days.ids is 'of the first call, of the second one …: 16 bytes each';
comment on column call_days.until_hour is 'how many calls the day has before each of its 24 hours ends';

-- Hours that have changed since their days were laid out.
create table call_hours_due (
  workspace_id uuid not null,
  hour timestamptz not null,
  primary key (workspace_id, hour)
);

-- The steps of `talk_bucket`, which names them no longer itself.
create function talk_steps() returns integer[] language sql immutable as $$
  select '{0,1,2,3,4,5,6,10,11,15,16,20,21,30,31,45,46,60,61,90,91,120,121,180,181,240,241,300,301,420,421,600,601,900,901,1200,1201,1800,1801,3600,3601,7200,7201}'::integer[]
$$;

create or replace function talk_bucket(p_seconds integer) returns text language sql immutable as $$
  select coalesce((talk_steps())[width_bucket(p_seconds, talk_steps())]::text, '')
$$;

create function lay_out_day(p_workspace uuid, p_day timestamptz, p_until timestamptz) returns void
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  delete from call_words where workspace_id = p_workspace and day = p_day;
  delete from call_days where workspace_id = p_workspace and day = p_day;
  with k as materialized (
    select c.*, call_source_key(v.source, c.did) as source_key, row_number() over (order by c.started_at, c.id)::integer as n
    from (
      select id, started_at, direction, status, user_id, did, talk_seconds, recorded from journal_calls j
      where j.workspace_id = p_workspace and j.started_at >= p_day and j.started_at < p_until offset 0) c
    left join call_visits v on v.workspace_id = p_workspace and v.call_id = c.id
  ), steps as (
    select x.whose, x.key, k.n, k.n - lag(k.n, 1, 0) over (partition by x.whose, x.key order by k.n) as step
    from k cross join lateral (values ('direction', k.direction), ('status', k.status), ('user', k.user_id::text), ('did', k.did), ('source', k.source_key),
      ('recorded', case when k.recorded then 'yes' else 'no' end), ('length', nullif(talk_bucket(k.talk_seconds), ''))) x (whose, key)
    where x.key is not null
  ), words as materialized (
    select whose, key, (string_agg(repeat('0', step - 1) || '1', '' order by n) || repeat('0', (select count(*)::integer from k) - max(n)))::bit varying as calls
    from steps group by whose, key
  ), days as (
    insert into call_days (workspace_id, day, laid_until, until_hour, ids)
    select p_workspace, p_day, p_until, array(
        select coalesce(sum(c.calls) over (order by h), 0)::integer from generate_series(1, 24) h
        left join (select extract(hour from k.started_at at time zone 'UTC')::integer + 1 as h, count(*) as calls from k group by 1) c using (h) order by h),
      (select string_agg(uuid_send(k.id), '' order by k.n) from k)
    where exists (select from k)
  )
  insert into call_words (workspace_id, whose, key, day, calls)
  select p_workspace, whose, key, p_day, calls from words where whose <> 'length'
  union all
  select p_workspace, 'length', s.step::text, p_day, bit_or(w.calls) from unnest(talk_steps()) s (step)
  join words w on w.whose = 'length' and w.key::integer >= s.step group by s.step;
end
$$;

-- Calls are touched for what is not the journal's, too: a client is linked, a note written, a recording has come. Of all a contact's calls of years
-- that must not make their days due. Who changes what is counted beside the row (phones that rang in vain, the source of a visit) marks it.
create or replace function mark_changed_calls() returns trigger language plpgsql as $$
begin
  insert into call_changes (workspace_id, hour)
  select distinct n.workspace_id, date_bin('1 hour', x.at, 'epoch')
  from new_calls n join old_calls o on o.workspace_id = n.workspace_id and o.id = n.id
  cross join lateral (values (n.started_at), (o.started_at)) x (at)
  where (n.started_at, n.direction, n.status, n.confirmed, n.linked_call_id, n.client_number, n.did, n.user_id, n.talk_seconds, n.wait_seconds, n.recordings <> '[]' or n.leg_recorded)
    is distinct from (o.started_at, o.direction, o.status, o.confirmed, o.linked_call_id, o.client_number, o.did, o.user_id, o.talk_seconds, o.wait_seconds, o.recordings <> '[]' or o.leg_recorded);
  return null;
end
$$;

-- Which days are to be laid out: those that were over at a moment and have changed; the running one once an hour, since what changes in its
-- hours changes often.
create function days_to_lay_out(p_workspace uuid, p_before timestamptz) returns setof timestamptz language sql stable as $$
  select x.day from (select distinct date_bin('1 day', hour, 'epoch') as day from call_hours_due where workspace_id = p_workspace and hour < p_before) x
  left join call_days d on d.workspace_id = p_workspace and d.day = x.day
  where x.day <= p_before - interval '1 day' or d.laid_until is null or d.laid_until < p_before
$$;

-- Lays out such days as far as they were over, newest first. Returns how many it left. Two never do it at once, nor while hours are counted.
create function lay_out_days(p_workspace uuid, p_days integer, p_before timestamptz) returns integer
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_day timestamptz;
  v_until timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('call_changes ' || p_workspace, 0));
  for v_day in select day from days_to_lay_out(p_workspace, p_before) day order by day desc limit p_days
  loop
    v_until := least(v_day + interval '1 day', p_before);
    delete from call_hours_due where workspace_id = p_workspace and hour >= v_day and hour < v_until;
    perform lay_out_day(p_workspace, v_day, v_until);
  end loop;
  return (select count(*) from days_to_lay_out(p_workspace, p_before));
end
$$;

-- As before, and the hours it has counted are due.
create or replace function count_changed_calls(p_workspace uuid, p_hours integer, p_before timestamptz default 'infinity') returns integer
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  v_hours timestamptz[];
  v_days timestamptz[];
begin
  perform pg_advisory_xact_lock(hashtextextended('call_changes ' || p_workspace, 0));
  v_hours := array(select distinct hour from call_changes where workspace_id = p_workspace and hour < p_before order by hour desc limit p_hours);
  if v_hours = '{}' then
    return 0;
  end if;
  v_days := array(select distinct date_bin('1 day', h, 'epoch') from unnest(v_hours) h);
  delete from call_changes where workspace_id = p_workspace and hour = any (v_hours);
  perform count_hours(p_workspace, v_hours);
  perform count_days(p_workspace, v_days);
  perform count_missed(p_workspace, v_hours);
  insert into call_hours_due (workspace_id, hour) select p_workspace, h from unnest(v_hours) h on conflict do nothing;
  return (select count(distinct hour) from call_changes where workspace_id = p_workspace and hour < p_before and hour <> all (v_hours));
end
$$;

-- Whose journal has changed, of all workspaces, or has a day to be laid out.
drop function workspaces_to_count();
create function workspaces_to_count(p_before timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select w.id from workspaces w
  where exists (select from call_changes c where c.workspace_id = w.id)
    or exists (select from call_hours_due d where d.workspace_id = w.id and d.hour < p_before)
$$;

select protect_workspace_tables();
select expect_few_workspaces(t) from unnest(array['call_words', 'call_days', 'call_hours_due']::regclass[]) t;

-- What is in the journal already.
insert into call_hours_due (workspace_id, hour) select distinct workspace_id, at from call_counts where whose = 'all' and grain = 'hour';

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function workspaces_to_count owner to carillon_system;
  end if;
end
$$;
