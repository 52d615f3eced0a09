-- Comparing the journal with the provider's statistics (5.8): the legs a job has read, until it has compared them. A call's legs may
-- stand on two pages, and a crash may come between any two.
create table reconciliation_legs (
  workspace_id uuid not null,
  job_id uuid not null,
  pbx_call_id text not null,
  leg text not null,
  started_at timestamptz not null,
  told jsonb not null,
  primary key (workspace_id, job_id, pbx_call_id, leg),
  foreign key (workspace_id, job_id) references jobs (workspace_id, id) on delete cascade
);
comment on column reconciliation_legs.leg is 'its id, or a hash of a row that has none: pages overlap, and a row told twice is one';

-- One comparison at a time: two would share three requests a minute.
create unique index jobs_one_reconciliation on jobs (workspace_id) where kind = 'reconcile-calls' and state in ('queued', 'running');
create index jobs_reconciliations on jobs (workspace_id, created_at desc) where kind = 'reconcile-calls';

-- When each connection was last compared, and that a server was alive: after an outage it is compared at once.
create table reconciliation_clock (
  workspace_id uuid not null,
  connection_id uuid not null,
  alive_at timestamptz,
  nightly_at timestamptz,
  recent_at timestamptz,
  primary key (workspace_id, connection_id),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);

alter table connections
  add journal_only boolean not null default false,
  add remind_missed_hours integer not null default 24 check (remind_missed_hours between 0 and 168);

alter table telephony_looks add compared_at timestamptz;

-- Takes the connections that nobody has looked at for a minute; `alive_at` is what it was before.
create function claim_reconciliations(p_now timestamptz)
returns table (workspace_id uuid, connection_id uuid, alive_at timestamptz, nightly_at timestamptz, recent_at timestamptz, journal_only boolean,
  account_timezone text)
language sql security definer set search_path = public, pg_temp as $$
  insert into reconciliation_clock as l (workspace_id, connection_id)
  select c.workspace_id, c.id from connections c where c.sealed_secret is not null
  on conflict do nothing;
  with due as (
    select l.workspace_id, l.connection_id, l.alive_at, l.nightly_at, l.recent_at, c.journal_only, c.account_timezone
    from reconciliation_clock l join connections c on c.workspace_id = l.workspace_id and c.id = l.connection_id
    where c.sealed_secret is not null and (l.alive_at is null or l.alive_at <= p_now - interval '50 seconds')
    order by l.alive_at nulls first limit 500
    for update of l skip locked
  )
  update reconciliation_clock l set alive_at = p_now
  from due where l.workspace_id = due.workspace_id and l.connection_id = due.connection_id
  returning l.workspace_id, l.connection_id, due.alive_at, due.nightly_at, due.recent_at, due.journal_only, due.account_timezone
$$;

-- 1.6: besides the hourly look, the statistics are compared with what was heard every quarter of an hour. Journal only hears nothing by choice.
drop function claim_telephony_looks(timestamptz);
create function claim_telephony_looks(p_now timestamptz)
returns table (workspace_id uuid, ask boolean, compare boolean) language sql security definer set search_path = public, pg_temp as $$
  insert into telephony_looks as l (workspace_id, connection_id)
  select c.workspace_id, c.id from connections c where c.sealed_secret is not null
  on conflict do nothing;
  with due as (
    select l.workspace_id, l.connection_id, l.asked_at is null or l.asked_at <= p_now - interval '1 hour' as ask,
      not c.journal_only and (l.compared_at is null or l.compared_at <= p_now - interval '15 minutes') as compare
    from telephony_looks l join connections c on c.workspace_id = l.workspace_id and c.id = l.connection_id
    where c.sealed_secret is not null and (l.looked_at is null or l.looked_at <= p_now - interval '50 seconds')
    order by l.looked_at nulls first limit 500
    for update of l skip locked
  )
  update telephony_looks l set looked_at = p_now, asked_at = case when due.ask then p_now else l.asked_at end,
    compared_at = case when due.compare then p_now else l.compared_at end
  from due where l.workspace_id = due.workspace_id and l.connection_id = due.connection_id
  returning l.workspace_id, due.ask, due.compare
$$;

select protect_workspace_tables();

do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function claim_reconciliations owner to carillon_system;
    alter function claim_telephony_looks owner to carillon_system;
  end if;
end
$$;
