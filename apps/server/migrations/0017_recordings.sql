-- 5.4 to 5.6, 5.10: what a call's recordings have come to. A row is the wish to have one, made with the call's own transaction, its place
-- in the queue, and what became of it. It stays when the sound is erased: a repeated notification must not bring it back.
create table call_recordings (
  workspace_id uuid not null,
  call_id uuid not null,
  n smallint not null,
  provider_id text,
  state text not null default 'preparing' check (state in ('preparing', 'ready', 'unavailable')),
  reason text,
  started_at timestamptz not null,
  attempts smallint not null default 0,
  due_at timestamptz,
  claim uuid,
  claimed_until timestamptz,
  file_key text,
  media_type text,
  bytes bigint,
  seconds integer,
  has_peaks boolean not null default false,
  stored_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, call_id, n)
);
comment on column call_recordings.provider_id is 'the provider''s id of this recording; null = it only told that the call was recorded';
comment on column call_recordings.started_at is 'of the call: what the retention counts from';
comment on column call_recordings.due_at is 'when the provider is asked (again); null = no more';
comment on column call_recordings.claim is 'who fetches it now; whoever lost the claim may not say what became of it';
create unique index call_recordings_once on call_recordings (workspace_id, call_id, provider_id) nulls not distinct;
create index call_recordings_due on call_recordings (due_at) where due_at is not null;
create index call_recordings_to_erase on call_recordings (workspace_id) where state = 'unavailable' and file_key is not null;
create index call_recordings_by_age on call_recordings (workspace_id, started_at) where state <> 'unavailable';
create index call_recordings_by_storing on call_recordings (workspace_id, stored_at) where state = 'ready';
create index call_recordings_waiting on call_recordings (workspace_id) where due_at is not null and reason = 'storage-full';

-- A workspace without a row has the defaults.
create table recording_settings (
  workspace_id uuid primary key,
  retention_days integer not null default 365,
  download_by text not null default 'supervisor',
  delete_by text not null default 'admin'
);

create table recording_sweeps (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  swept_at timestamptz
);
comment on table recording_sweeps is 'when recordings that are too old were last looked for; of all server processes one does it, once a day';

create table unkept_clients (
  workspace_id uuid not null,
  client_id uuid not null,
  said_by uuid,
  said_at timestamptz not null,
  primary key (workspace_id, client_id),
  foreign key (workspace_id, client_id) references clients (workspace_id, id) on delete cascade
);
comment on table unkept_clients is '"do not keep": recordings of conversations with them are not copied into the archive (5.10)';

create table recording_hearings (
  workspace_id uuid not null,
  call_id uuid not null,
  n smallint not null,
  user_id uuid not null,
  hour timestamptz not null,
  primary key (workspace_id, call_id, n, user_id, hour)
);
comment on table recording_hearings is 'a player asks for many pieces of one sound: whoever hears it is written down once an hour';

-- Recordings that this server was told of before it could fetch any.
insert into call_recordings (workspace_id, call_id, n, provider_id, started_at, due_at)
select c.workspace_id, c.id, r.n, r.recording ->> 'id', c.started_at, now()
from calls c cross join lateral jsonb_array_elements(c.recordings) with ordinality r (recording, n)
where c.confirmed and c.linked_call_id is null
on conflict do nothing;

-- Takes the recordings whose turn it is, of all workspaces, for two minutes: whoever fetches one asks for more while it comes.
create function claim_due_recordings(p_now timestamptz, p_claim uuid, p_limit integer)
returns table (workspace_id uuid, call_id uuid, n smallint) language sql security definer set search_path = public, pg_temp as $$
  with due as (
    select r.workspace_id, r.call_id, r.n from call_recordings r
    where r.due_at <= p_now and (r.claimed_until is null or r.claimed_until <= p_now)
    order by r.due_at limit p_limit for update of r skip locked
  )
  update call_recordings r set claim = p_claim, claimed_until = p_now + interval '2 minutes'
  from due where r.workspace_id = due.workspace_id and r.call_id = due.call_id and r.n = due.n
  returning r.workspace_id, r.call_id, r.n
$$;

-- Takes the workspaces whose old recordings were not looked for within a day.
create function claim_recording_sweeps(p_now timestamptz)
returns table (workspace_id uuid) language sql security definer set search_path = public, pg_temp as $$
  insert into recording_sweeps (workspace_id) select w.id from workspaces w on conflict do nothing;
  with due as (
    select s.workspace_id from recording_sweeps s where s.swept_at is null or s.swept_at <= p_now - interval '1 day'
    order by s.swept_at nulls first limit 500 for update of s skip locked
  )
  update recording_sweeps s set swept_at = p_now from due where s.workspace_id = due.workspace_id returning s.workspace_id
$$;

-- Workspaces with sound in the archive that nobody may hear any more.
create function workspaces_with_recordings_to_erase()
returns table (workspace_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select distinct r.workspace_id from call_recordings r where r.state = 'unavailable' and r.file_key is not null
$$;

select expect_few_workspaces('call_recordings');
select protect_workspace_tables();

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function claim_due_recordings owner to carillon_system;
    alter function claim_recording_sweeps owner to carillon_system;
    alter function workspaces_with_recordings_to_erase owner to carillon_system;
  end if;
end
$$;
