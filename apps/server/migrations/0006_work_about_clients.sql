-- Leads, deals, tasks, notes, and what automation leaves behind: the ground for requirements 6, 9, 10.8 and 4.4.

-- A lead is a client nobody has qualified yet: numbers, names, responsible, search and the history of calls are those of any client.
alter table clients drop constraint clients_type_check;
alter table clients add constraint clients_type_check check (type in ('contact', 'company', 'lead'));
alter table clients
  add column lead_status text check (lead_status in ('new', 'in-progress', 'converted', 'lost')),
  add column source text,
  add column origin_call_id uuid,
  add column automatic boolean not null default false,
  add column touched_at timestamptz,
  add column converted_to jsonb,
  add constraint clients_lead_status check ((type = 'lead') = (lead_status is not null));
comment on column clients.automatic is 'made by a call, not by a person (6)';
comment on column clients.touched_at is 'when a person first changed an automatic record; null = untouched, an import may absorb it (6.9)';
comment on column clients.converted_to is 'of a converted lead: {contactId, companyId, dealId}';
create index clients_leads on clients (workspace_id, lead_status, created_at, id) where type = 'lead' and archived_at is null;

create table pipelines (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index pipelines_one_default on pipelines (workspace_id) where is_default;

create table stages (
  workspace_id uuid not null,
  id uuid not null,
  pipeline_id uuid not null,
  name text not null,
  position smallint not null,
  kind text not null default 'open' check (kind in ('open', 'won', 'lost')),
  primary key (workspace_id, id),
  foreign key (workspace_id, pipeline_id) references pipelines (workspace_id, id) on delete cascade
);
create index stages_of_pipeline on stages (workspace_id, pipeline_id, position);

create table deals (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  title text not null,
  amount numeric(15, 2),
  currency text not null default 'RUB' check (currency ~ '^[A-Z]{3}$'),
  pipeline_id uuid not null,
  stage_id uuid not null,
  contact_id uuid,
  company_id uuid,
  responsible_id uuid,
  source text,
  origin_call_id uuid,
  automatic boolean not null default false,
  closed_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, pipeline_id) references pipelines (workspace_id, id),
  foreign key (workspace_id, stage_id) references stages (workspace_id, id),
  foreign key (workspace_id, contact_id) references clients (workspace_id, id),
  foreign key (workspace_id, company_id) references clients (workspace_id, id),
  foreign key (workspace_id, responsible_id) references users (workspace_id, id)
);
comment on column deals.closed_at is 'set while the stage is won or lost: an open deal has none';
create index deals_of_contact on deals (workspace_id, contact_id, updated_at desc) where contact_id is not null and archived_at is null;
create index deals_of_company on deals (workspace_id, company_id, updated_at desc) where company_id is not null and archived_at is null;
create index deals_by_stage on deals (workspace_id, stage_id, updated_at desc, id) where archived_at is null;
create index deals_by_update on deals (workspace_id, updated_at desc, id) where archived_at is null;

create table tasks (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  title text not null,
  kind text not null default 'todo' check (kind in ('todo', 'call', 'missed-call')),
  due_at timestamptz,
  responsible_id uuid,
  about_type text check (about_type in ('contact', 'company', 'lead', 'deal', 'call')),
  about_id uuid,
  call_id uuid,
  done_at timestamptz,
  done_by uuid,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check ((about_type is null) = (about_id is null)),
  foreign key (workspace_id, responsible_id) references users (workspace_id, id)
);
create index tasks_open on tasks (workspace_id, responsible_id, due_at, id) where done_at is null;
create index tasks_about on tasks (workspace_id, about_type, about_id, created_at desc) where about_id is not null;
create index tasks_by_creation on tasks (workspace_id, created_at desc, id);

create table notes (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  about_type text not null check (about_type in ('contact', 'company', 'lead', 'deal')),
  about_id uuid not null,
  text text not null,
  author_id uuid,
  at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create index notes_about on notes (workspace_id, about_type, about_id, at desc);

-- 6.6: who makes the record of a number. Taken before the record is made; released when the record or its number goes.
create table auto_clients (
  workspace_id uuid not null references workspaces (id),
  e164 text not null,
  call_id uuid,
  client_id uuid,
  deal_id uuid,
  task_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, e164)
);
create index auto_clients_by_client on auto_clients (workspace_id, client_id) where client_id is not null;

-- 10.8: "not a client": courier, bank, family. Apart from the blacklist: the call goes its way, it only makes no records.
create table number_exceptions (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  pattern text not null,
  is_prefix boolean not null generated always as (right(pattern, 1) = '*') stored,
  comment text,
  expires_at timestamptz,
  hits integer not null default 0,
  last_hit_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, pattern)
);

-- What one employee should know; `dedupe_key` makes it once however often the cause is told.
create table notifications (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  dedupe_key text not null,
  data jsonb not null default '{}',
  call_id uuid,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, user_id, dedupe_key),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);
create index notifications_of_user on notifications (workspace_id, user_id, created_at desc);

alter table users
  add column return_timeout_seconds smallint check (return_timeout_seconds = 0 or return_timeout_seconds between 3 and 120),
  add column preferences jsonb not null default '{}';

-- Row-level security for every table of a workspace that has none yet (0003 did this for the first ones). Each later migration that makes
-- such a table calls it again.
create function protect_workspace_tables()
returns void language plpgsql as $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    return;
  end if;
  for t in
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
      and c.relname not in ('sessions', 'setup_links')
  loop
    execute format('grant select, insert, update, delete on %I to carillon_system', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_workspace on %I using (workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))', t);
    execute format('create policy every_workspace on %I to carillon_system using (true)', t);
  end loop;
end
$$;
select protect_workspace_tables();
