-- What the pop-up remembers (4.4, 4.6), and how a browser is reached while no page is open (4.12).

-- Several clients share a number: whom a person chose last is the one it was, until somebody chooses again.
create table client_choices (
  workspace_id uuid not null references workspaces (id),
  e164 text not null,
  client_id uuid not null,
  chosen_by uuid,
  chosen_at timestamptz not null,
  primary key (workspace_id, e164),
  foreign key (workspace_id, client_id) references clients (workspace_id, id) on delete cascade
);

alter table workspaces add column call_outcomes text[];
comment on column workspaces.call_outcomes is 'what a call may have come to, in the order offered; null = the usual words';

create table push_subscriptions (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  user_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, endpoint),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);
create index push_subscriptions_of_user on push_subscriptions (workspace_id, user_id);

-- Who has a page open, on any server process: renewed while the stream lives, so that a process that died is soon forgotten.
create table open_streams (
  workspace_id uuid not null,
  user_id uuid not null,
  server_id uuid not null,
  until timestamptz not null,
  primary key (workspace_id, user_id, server_id)
);

-- Which server process sends the push of a ring: each hears the news, one may.
create table sent_pushes (
  workspace_id uuid not null,
  call_id uuid not null,
  user_id uuid not null,
  ring smallint not null,
  sent_at timestamptz not null,
  primary key (workspace_id, call_id, user_id, ring)
);

-- The key pair by which push services know this installation (RFC 8292): made once, the private half encrypted.
create table push_keys (
  one boolean primary key default true check (one),
  public_key text not null,
  sealed_private_key text not null,
  created_at timestamptz not null default now()
);

select protect_workspace_tables();
