-- What is wrong with the telephony at the moment (1.6, 2.6, F4, F7): one open row a cause, closed when it has healed.
create table telephony_alerts (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  alert text not null,
  subject text not null default '',
  detail text,
  raised_at timestamptz not null,
  healed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);
create unique index telephony_alerts_open on telephony_alerts (workspace_id, connection_id, alert, subject) where healed_at is null;

-- When a connection was last looked at, and the provider last asked: one of all server processes does it.
create table telephony_looks (
  workspace_id uuid not null,
  connection_id uuid not null,
  looked_at timestamptz,
  asked_at timestamptz,
  numbers_at timestamptz,
  primary key (workspace_id, connection_id),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);

-- The balance from hour to hour, kept for two weeks: what usually is spent in a day.
create table balance_readings (
  workspace_id uuid not null,
  connection_id uuid not null,
  at timestamptz not null,
  balance numeric not null,
  currency text not null,
  primary key (workspace_id, connection_id, at),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);

alter table pbx_numbers add autorenew boolean;

-- Takes the connections that are to be looked at now, of all workspaces; `ask`: the provider, too.
create function claim_telephony_looks(p_now timestamptz)
returns table (workspace_id uuid, ask boolean) language sql security definer set search_path = public, pg_temp as $$
  insert into telephony_looks as l (workspace_id, connection_id)
  select c.workspace_id, c.id from connections c where c.sealed_secret is not null
  on conflict do nothing;
  with due as (
    select l.workspace_id, l.connection_id, l.asked_at is null or l.asked_at <= p_now - interval '1 hour' as ask
    from telephony_looks l join connections c on c.workspace_id = l.workspace_id and c.id = l.connection_id
    where c.sealed_secret is not null and (l.looked_at is null or l.looked_at <= p_now - interval '50 seconds')
    order by l.looked_at nulls first limit 500
    for update of l skip locked
  )
  update telephony_looks l set looked_at = p_now, asked_at = case when due.ask then p_now else l.asked_at end
  from due where l.workspace_id = due.workspace_id and l.connection_id = due.connection_id
  returning l.workspace_id, due.ask
$$;

select protect_workspace_tables();

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function claim_telephony_looks owner to carillon_system;
  end if;
end
$$;
