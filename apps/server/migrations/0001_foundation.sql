-- Everything of a company carries workspace_id as the first column of its keys. Ids are made by the server (UUIDv7).
-- Times are timestamptz in UTC; durations are whole seconds and say so.
create extension if not exists pg_trgm;

-- Global ---------------------------------------------------------------------------------------------------------------
create table workspaces (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  created_at timestamptz not null default now()
);

create table identities (
  id uuid primary key,
  email text not null,
  password_hash text,
  created_at timestamptz not null default now()
);
create unique index identities_email on identities (lower(email));

create table sessions (
  token_hash bytea primary key,
  identity_id uuid not null references identities (id) on delete cascade,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_of_user on sessions (workspace_id, user_id);

-- The one-time link of a new installation.
create table setup_links (
  token_hash bytea primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- People ---------------------------------------------------------------------------------------------------------------
create table users (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  identity_id uuid not null references identities (id),
  name text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent')),
  call_device text not null default 'desk' check (call_device in ('desk', 'browser', 'mobile')),
  active boolean not null default true,
  locale text check (locale in ('en', 'ru')),
  absent_until timestamptz,
  deputy_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, identity_id)
);

-- An employee's own outside numbers: calls from and to them are no client calls.
create table user_numbers (
  workspace_id uuid not null,
  e164 text not null,
  user_id uuid not null,
  primary key (workspace_id, e164),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);

create table invitations (
  workspace_id uuid not null,
  token_hash bytea not null,
  user_id uuid not null,
  expires_at timestamptz not null,
  primary key (workspace_id, token_hash),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);

create table api_tokens (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null unique,
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);

create table audit_entries (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null default now(),
  user_id uuid,
  action text not null,
  about jsonb not null default '{}',
  primary key (workspace_id, id)
);

create table idempotency_keys (
  workspace_id uuid not null,
  user_id uuid not null,
  key text not null,
  request_hash text not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id, key)
);

create table jobs (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0,
  total integer,
  errors jsonb not null default '[]',
  result jsonb,
  payload jsonb not null default '{}',
  created_by uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (workspace_id, id)
);

-- Telephony settings ---------------------------------------------------------------------------------------------------
create table schedules (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null,
  timezone text not null,
  weekly jsonb not null default '[]',
  exceptions jsonb not null default '[]',
  is_default boolean not null default false,
  primary key (workspace_id, id)
);
create unique index schedules_one_default on schedules (workspace_id) where is_default;

-- One PBX account. `version` grows with every change, so that a server process knows when its copy is old.
create table connections (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  provider text not null,
  api_key text,
  sealed_secret text,
  area_code text,
  account_timezone text not null,
  timezone_confirmed_at timestamptz,
  default_responsible_id uuid,
  ip_allow_list jsonb not null default '{"enabled": false, "ranges": ["185.45.152.40/30"]}',
  features jsonb not null,
  pbx_id text,
  extensions_refreshed_at timestamptz,
  record_seen_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, default_responsible_id) references users (workspace_id, id)
);

create table extensions (
  workspace_id uuid not null,
  connection_id uuid not null,
  extension text not null,
  name text,
  user_id uuid,
  online boolean,
  online_at timestamptz,
  recording text,
  vanished_at timestamptz,
  primary key (workspace_id, connection_id, extension),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade,
  foreign key (workspace_id, user_id) references users (workspace_id, id)
);
create unique index extensions_one_per_user on extensions (workspace_id, connection_id, user_id) where user_id is not null;

create table pbx_numbers (
  workspace_id uuid not null,
  connection_id uuid not null,
  did text not null,
  label text,
  source text,
  schedule_id uuid,
  description text,
  status text,
  expires_at timestamptz,
  primary key (workspace_id, connection_id, did),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade,
  foreign key (workspace_id, schedule_id) references schedules (workspace_id, id)
);

-- Requirement 10. A pattern is E.164, or a prefix followed by *.
create table number_blocks (
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

-- Clients --------------------------------------------------------------------------------------------------------------
-- `search` is the folded text (lower case, ё→е, digits of all numbers) that fragments are looked up in.
create table clients (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  type text not null check (type in ('contact', 'company')),
  name text not null,
  family_name text,
  given_name text,
  patronymic text,
  company_id uuid,
  legal_form text,
  inn text,
  kpp text,
  emails text[] not null default '{}',
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  external_id text,
  responsible_id uuid,
  search text not null,
  last_talked_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, company_id) references clients (workspace_id, id),
  foreign key (workspace_id, responsible_id) references users (workspace_id, id)
);
create index clients_by_name on clients (workspace_id, type, name collate "und-x-icu", id) where archived_at is null;
create index clients_by_creation on clients (workspace_id, type, created_at, id) where archived_at is null;
create index clients_by_update on clients (workspace_id, type, updated_at, id) where archived_at is null;
create index clients_by_responsible on clients (workspace_id, responsible_id, type, name collate "und-x-icu", id) where archived_at is null;
create index clients_by_company on clients (workspace_id, company_id) where company_id is not null;
create index clients_archived on clients (workspace_id, type, name collate "und-x-icu", id) where archived_at is not null;
create unique index clients_external_id on clients (workspace_id, type, external_id) where external_id is not null;
create index clients_search on clients using gin (search gin_trgm_ops);

create table client_numbers (
  workspace_id uuid not null,
  client_id uuid not null,
  e164 text not null,
  typed text not null,
  label text not null default '',
  state text not null default 'current' check (state in ('current', 'former', 'wrong')),
  suffix text,
  position smallint not null default 0,
  primary key (workspace_id, client_id, e164),
  foreign key (workspace_id, client_id) references clients (workspace_id, id) on delete cascade
);
create index client_numbers_by_number on client_numbers (workspace_id, e164) include (client_id, state);

-- What arrived ---------------------------------------------------------------------------------------------------------
create table webhook_deliveries (
  workspace_id uuid not null,
  id uuid not null,
  received_at timestamptz not null,
  connection_id uuid not null,
  event text not null,
  pbx_call_id text,
  content_type text not null,
  raw bytea not null,
  spooled boolean not null default false,
  verdict text,
  reply jsonb,
  milliseconds real,
  call_id uuid,
  folded_at timestamptz,
  primary key (workspace_id, received_at, id)
) partition by range (received_at);
create table webhook_deliveries_other partition of webhook_deliveries default;
create index webhook_deliveries_unfolded on webhook_deliveries (received_at) where folded_at is null;
create index webhook_deliveries_by_call on webhook_deliveries (workspace_id, pbx_call_id, received_at);

-- Wrongly signed deliveries: bounded, kept a day, replayed when the keys are corrected.
create table quarantined_deliveries (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  received_at timestamptz not null,
  event text not null,
  content_type text not null,
  raw bytea not null,
  signature text not null,
  primary key (workspace_id, id)
);
create index quarantined_deliveries_by_time on quarantined_deliveries (workspace_id, connection_id, received_at);

-- Calls ----------------------------------------------------------------------------------------------------------------
-- Folded from call_facts; nothing here is written by people. Calls, facts, participants and their clients are written by one function in one
-- transaction, and nothing of them is ever deleted alone: foreign keys would only cost (a look-up a row, five for a new call).
create table calls (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  pbx_call_id text not null,
  direction text not null default 'inbound' check (direction in ('inbound', 'outbound', 'internal')),
  status text not null default 'ringing',
  running boolean not null default true,
  confirmed boolean not null default false,
  client_number text,
  caller_text text,
  did text,
  extension text,
  user_id uuid,
  answered_by uuid,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  times_approximate boolean not null default false,
  wait_seconds integer,
  talk_seconds integer,
  disposition text,
  recordings jsonb not null default '[]',
  user_ids uuid[] not null default '{}',
  origin text not null default 'phone' check (origin in ('phone', 'click', 'import')),
  linked_call_id uuid,
  deadline_at timestamptz,
  decision jsonb,
  version integer not null default 0,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, pbx_call_id)
) with (fillfactor = 80);
comment on column calls.decision is 'the first stored decision wins (7.8)';
comment on column calls.confirmed is 'false: only stale events told of it, so it is no journal row until the statistics confirm it (F4)';
create index calls_journal on calls (workspace_id, started_at desc, id desc) where confirmed;
create index calls_of_number on calls (workspace_id, client_number, started_at desc) where client_number is not null;
create index calls_of_user on calls (workspace_id, user_id, started_at desc) where user_id is not null;
-- Every event moves a call's deadline and change: neither stands in a b-tree, so that an update stays on its page.
create index calls_running on calls (workspace_id, id) where running;
create index calls_talking on calls (workspace_id, user_id) where running and status = 'talking';
-- Legs of forwarded calls (F11) show a caller's number: ordinary outgoing calls show ours.
create index calls_unlinked on calls (workspace_id, did) where direction = 'outbound' and linked_call_id is null;
create index calls_by_link on calls (workspace_id, linked_call_id) where linked_call_id is not null;
create index calls_updated on calls using brin (updated_at);

-- `id` is the delivery's: one delivery tells what happened, and what our answer made of it.
create table call_facts (
  workspace_id uuid not null,
  call_id uuid not null,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  fact jsonb not null,
  primary key (workspace_id, call_id, id, kind)
);

create table call_participants (
  workspace_id uuid not null,
  call_id uuid not null,
  n smallint not null,
  extension text not null,
  user_id uuid,
  rang_at timestamptz,
  answered_at timestamptz,
  left_at timestamptz,
  outcome text not null,
  ring smallint not null default 0,
  primary key (workspace_id, call_id, n)
);

-- People's and the number's: never rebuilt from facts.
create table call_clients (
  workspace_id uuid not null,
  call_id uuid not null,
  client_id uuid not null,
  because text not null check (because in ('number', 'person', 'created')),
  is_primary boolean not null default false,
  primary key (workspace_id, call_id, client_id)
);
create unique index call_clients_one_primary on call_clients (workspace_id, call_id) where is_primary;
create index call_clients_by_client on call_clients (workspace_id, client_id, call_id);

create table call_notes (
  workspace_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  author_id uuid,
  at timestamptz not null default now(),
  text text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls (workspace_id, id) on delete cascade
);
create index call_notes_of_call on call_notes (workspace_id, call_id, at);

create table call_outcomes (
  workspace_id uuid not null,
  call_id uuid not null,
  outcome text not null,
  by_user_id uuid,
  at timestamptz not null default now(),
  primary key (workspace_id, call_id),
  foreign key (workspace_id, call_id) references calls (workspace_id, id) on delete cascade
);

-- "Not now" of one employee for one ring of one call, in all their tabs.
create table call_dismissals (
  workspace_id uuid not null,
  call_id uuid not null,
  user_id uuid not null,
  ring smallint not null,
  primary key (workspace_id, call_id, user_id, ring),
  foreign key (workspace_id, call_id) references calls (workspace_id, id) on delete cascade
);

-- Three calls in an hour that disagree by the same quarter-hours raise a warning (F7).
create table clock_disagreements (
  workspace_id uuid not null,
  connection_id uuid not null,
  pbx_call_id text not null,
  seen_at timestamptz not null,
  quarter_hours integer not null,
  primary key (workspace_id, connection_id, pbx_call_id)
);

-- The provider allows 100 requests a minute, 3 of them statistics; all processes share this account of them.
create table provider_requests (
  workspace_id uuid not null,
  connection_id uuid not null,
  minute timestamptz not null,
  requests integer not null default 0,
  statistics integer not null default 0,
  primary key (workspace_id, connection_id, minute)
);
