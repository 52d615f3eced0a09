-- The system that had the notifications before us, and gets them from us during a trial (1.5): one an address of the provider's, which has
-- one for calls and one for what the account tells besides.
create table relays (
  workspace_id uuid not null references workspaces (id),
  connection_id uuid not null,
  kind text not null check (kind in ('calls', 'account')),
  url text not null,
  started_at timestamptz not null,
  started_by uuid,
  passed_on bigint not null default 0,
  failed bigint not null default 0,
  last_at timestamptz,
  last_status integer,
  last_fault text,
  primary key (workspace_id, connection_id, kind),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);

-- What the door keeps in memory of them.
create function door_relays()
returns table (connection_id uuid, kind text, url text) language sql stable security definer set search_path = public, pg_temp as $$
  select r.connection_id, r.kind, r.url from relays r
$$;

-- A delivery that could not be verified at the door is passed on when the spool is drained, by one process, once.
alter table webhook_deliveries add column relayed_at timestamptz;
create function claim_relay(p_workspace uuid, p_received_at timestamptz, p_id uuid, p_now timestamptz)
returns boolean language sql security definer set search_path = public, pg_temp as $$
  with claimed as (
    update webhook_deliveries set relayed_at = p_now
    where workspace_id = p_workspace and received_at = p_received_at and id = p_id and relayed_at is null
    returning id
  )
  select exists (select from claimed)
$$;

-- Texts from and to numbers. Nothing ties them to a client but the number: who gets the number gets its texts. One that came has the id of
-- its delivery; one that leaves is here before it leaves, and `sending` that nobody settled means: nobody knows.
create table sms_messages (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  connection_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  e164 text,
  party text not null,
  own text,
  body text not null,
  state text not null check (state in ('sending', 'sent', 'refused', 'unknown', 'received')),
  parts smallint,
  cost numeric(14, 4),
  currency text,
  reason text,
  user_id uuid,
  request_key text,
  fingerprint text,
  at timestamptz not null,
  settled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, user_id, request_key),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);
create index sms_messages_by_number on sms_messages (workspace_id, e164, at desc) where e164 is not null;
create index sms_messages_received on sms_messages (workspace_id, fingerprint, at) where fingerprint is not null;

select protect_workspace_tables();

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function door_relays owner to carillon_system;
    alter function claim_relay owner to carillon_system;
  end if;
end
$$;
