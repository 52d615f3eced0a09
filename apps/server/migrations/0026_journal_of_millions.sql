-- Requirements 5.7 at ten million calls: roll-ups of two more filters, and indexes that answer without the rows themselves.

-- `recorded`: key 'yes' or 'no'; `length`: the bucket of `talk_bucket`.
alter table call_counts drop constraint call_counts_whose_check;
alter table call_counts add constraint call_counts_whose_check
  check (whose in ('all', 'user', 'did', 'source', 'ring', 'recorded', 'length'));
comment on column call_counts.key is
  'user id, DID, the source as `call_source_key` writes it, yes or no of recorded, the first second of the bucket of length; empty = none';

-- How long was talked, as the first second of a bucket; empty without a talk. What people ask for ("at least 60", "at most 60") begins and ends
-- buckets. `TALK_BUCKETS` of the server says the same.
create function talk_bucket(p_seconds integer) returns text language sql immutable as $$
  select coalesce((('{0,1,2,3,4,5,6,10,11,15,16,20,21,30,31,45,46,60,61,90,91,120,121,180,181,240,241,300,301,420,421,600,601,900,901,1200,1201,1800,1801,3600,3601,7200,7201}'::integer[])
    [width_bucket(p_seconds, '{0,1,2,3,4,5,6,10,11,15,16,20,21,30,31,45,46,60,61,90,91,120,121,180,181,240,241,300,301,420,421,600,601,900,901,1200,1201,1800,1801,3600,3601,7200,7201}'::integer[])])::text, '')
$$;

drop view journal_calls;
create view journal_calls with (security_invoker = true) as
  select workspace_id, id, started_at, direction, status, client_number, did, user_id, talk_seconds, wait_seconds, recordings <> '[]' as recorded
  from calls where confirmed and linked_call_id is null and status not in ('requested', 'not-placed');

create or replace function count_hours(p_workspace uuid, p_hours timestamptz[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  delete from call_counts c using unnest(p_hours) h
  where c.workspace_id = p_workspace and c.whose = 'all' and c.grain = 'quarter' and c.at >= h and c.at < h + interval '1 hour';
  delete from call_counts c where c.workspace_id = p_workspace and c.whose in ('all', 'user', 'did', 'source', 'ring', 'recorded', 'length') and c.grain = 'hour'
    and c.at = any (p_hours);
  delete from call_waits w where w.workspace_id = p_workspace and w.grain = 'hour' and w.at = any (p_hours);
  with k as materialized (
    select c.*, h as hour, call_source_key(v.source, c.did) as source_key,
      case when c.direction = 'inbound' and c.status = 'answered' then c.wait_seconds end as waited
    from unnest(p_hours) h
    cross join lateral (
      select id, started_at, direction, status, user_id, did, talk_seconds, wait_seconds, recorded from journal_calls j
      where j.workspace_id = p_workspace and j.started_at >= h and j.started_at < h + interval '1 hour' offset 0) c
    left join call_visits v on v.workspace_id = p_workspace and v.call_id = c.id
  ), told as (
    select x.whose, x.grain, x.at, x.key, k.direction, k.status, k.talk_seconds, k.waited
    from k cross join lateral (values ('all', 'quarter', date_bin('15 minutes', k.started_at, 'epoch'), ''), ('all', 'hour', k.hour, ''),
      ('user', 'hour', k.hour, coalesce(k.user_id::text, '')), ('did', 'hour', k.hour, coalesce(k.did, '')),
      ('source', 'hour', k.hour, k.source_key), ('recorded', 'hour', k.hour, case when k.recorded then 'yes' else 'no' end),
      ('length', 'hour', k.hour, talk_bucket(k.talk_seconds))) x (whose, grain, at, key)
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

create or replace function count_days(p_workspace uuid, p_days timestamptz[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  delete from call_counts c where c.workspace_id = p_workspace and c.whose in ('all', 'user', 'did', 'source', 'ring', 'recorded', 'length') and c.grain = 'day'
    and c.at = any (p_days);
  delete from call_waits w where w.workspace_id = p_workspace and w.grain = 'day' and w.at = any (p_days);
  insert into call_counts (workspace_id, whose, grain, at, key, direction, status, calls, talk_seconds, waits, wait_seconds)
  select p_workspace, c.whose, 'day', d, c.key, c.direction, c.status, sum(c.calls), sum(c.talk_seconds), sum(c.waits), sum(c.wait_seconds)
  from unnest(p_days) d
  join call_counts c on c.workspace_id = p_workspace and c.whose in ('all', 'user', 'did', 'source', 'ring', 'recorded', 'length') and c.grain = 'hour'
    and c.at >= d and c.at < d + interval '1 day'
  group by c.whose, d, c.key, c.direction, c.status;
  insert into call_waits (workspace_id, grain, at, status, seconds, calls)
  select p_workspace, 'day', d, w.status, w.seconds, sum(w.calls)
  from unnest(p_days) d
  join call_waits w on w.workspace_id = p_workspace and w.grain = 'hour' and w.at >= d and w.at < d + interval '1 day'
  group by d, w.status, w.seconds;
end
$$;

drop index call_counts_of_key;
create index call_counts_of_key on call_counts (workspace_id, whose, key, grain, at) where whose in ('user', 'did', 'source', 'recorded', 'length');

-- The sources there are, one look-up each.
create function sources_counted(p_workspace uuid) returns setof text language sql stable as $$
  with recursive k as (
    (select key from call_counts where workspace_id = p_workspace and whose = 'source' order by key limit 1)
    union all
    select (select c.key from call_counts c where c.workspace_id = p_workspace and c.whose = 'source' and c.key > k.key order by c.key limit 1)
    from k where k.key is not null
  )
  select key from k where key is not null
$$;

-- An employee's calls with any second filter, and their waits, out of the index alone; conversations of ten minutes and more by employee.
drop index calls_of_user;
create index calls_of_user on calls (workspace_id, user_id, started_at desc, id desc)
  include (direction, status, linked_call_id, did, client_number, talk_seconds, wait_seconds) where user_id is not null and confirmed;
drop index calls_long;
create index calls_long on calls (workspace_id, user_id, started_at desc, id desc) where confirmed and talk_seconds >= 600;

-- An index answers alone only for pages that were vacuumed since they were written: soon, not after another fifth of all calls.
alter table calls set (autovacuum_vacuum_insert_scale_factor = 0.005, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Everything has two sums more.
insert into call_changes (workspace_id, hour) select distinct workspace_id, date_bin('1 hour', started_at, 'epoch') from calls;
