-- Calls that people ask for by a click (requirement 3). The call itself is a row of `calls` from the click on, unconfirmed and under a name of
-- our own, until the PBX dials: then the same row goes on under the PBX's id. What is needed to know it again stands here.
create table call_requests (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  connection_id uuid not null,
  user_id uuid not null,
  extension text not null,
  e164 text not null,
  requested_at timestamptz not null,
  about_type text check (about_type in ('contact', 'company', 'lead', 'deal', 'task', 'call', 'missed-call')),
  about_id uuid,
  request_key text,
  call_id uuid,
  refused_at timestamptz,
  given_up_at timestamptz,
  primary key (workspace_id, id),
  check ((about_type is null) = (about_id is null))
) with (fillfactor = 80);
comment on column call_requests.id is 'the call''s, as whoever asked was told';
comment on column call_requests.request_key is 'hash of the Idempotency-Key: asked again, even after an unknown outcome, it is the same call';
comment on column call_requests.call_id is 'the call that the PBX made of it; null while it has made none';
comment on column call_requests.refused_at is 'the provider said no: nothing was dialled';
comment on column call_requests.given_up_at is 'nothing was dialled in time; a late notification may still tell of it';
create index call_requests_open on call_requests (workspace_id, e164, requested_at) where call_id is null and refused_at is null;
create index call_requests_waiting on call_requests (requested_at) where call_id is null and refused_at is null and given_up_at is null;
create index call_requests_of_call on call_requests (workspace_id, call_id) where call_id is not null;
create unique index call_requests_key on call_requests (workspace_id, user_id, request_key) where request_key is not null;

-- One call at a time is being placed for one person: whoever gets the row may ask the provider (3.5).
create table dialling_locks (
  workspace_id uuid not null references workspaces (id),
  user_id uuid not null,
  call_id uuid not null,
  e164 text not null,
  taken_at timestamptz not null,
  until timestamptz not null,
  primary key (workspace_id, user_id)
);
comment on column dialling_locks.until is 'it is gone before, when the PBX dials for that person';

-- 3.6. Who may call what; `{}` = everybody everything.
alter table connections add column dialling jsonb not null default '{}';
alter table clients add column do_not_call boolean not null default false;
alter table extensions add column caller_id text;
comment on column extensions.caller_id is 'the number its calls show, as the PBX said last';

create function call_requests_overdue(p_asked_before timestamptz)
returns table (workspace_id uuid, connection_id uuid, id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select r.workspace_id, r.connection_id, r.id from call_requests r
  where r.call_id is null and r.refused_at is null and r.given_up_at is null and r.requested_at <= p_asked_before
  order by r.requested_at limit 200
$$;

select protect_workspace_tables();
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function call_requests_overdue owner to carillon_system;
  end if;
end
$$;
