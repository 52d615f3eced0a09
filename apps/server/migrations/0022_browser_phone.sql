-- 3.11: keys of the provider's phone for web pages, one a login, kept so that pages that open do not spend the account's requests. Sealed;
-- good only with the API key they were asked with, and on the hosts that the provider knew at that time.
create table browser_phone_keys (
  workspace_id uuid not null references workspaces (id),
  connection_id uuid not null,
  login text not null,
  api_key text not null,
  sealed_key text not null,
  hosts text[] not null default '{}',
  asked_at timestamptz not null,
  primary key (workspace_id, connection_id, login),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);

select protect_workspace_tables();
