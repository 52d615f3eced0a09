-- What calls of unknown numbers leave behind (6), and what "not a client" means (10.8).

-- 6.2: what a call has made, and whose automation said it was: whoever answers takes it over only from automation, never from a person (6.3).
create table auto_records (
  workspace_id uuid not null references workspaces (id),
  call_id uuid not null,
  e164 text not null,
  client_id uuid,
  deal_id uuid,
  task_id uuid,
  responsible_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, call_id)
);
comment on table auto_records is 'one row a call: a call makes its record once, whatever becomes of the record';
create index auto_records_by_client on auto_records (workspace_id, client_id) where client_id is not null;

-- 6.3, "in turn": who got the last one.
create table assignment_turns (
  workspace_id uuid primary key references workspaces (id),
  last_user_id uuid
);

alter table clients add column absorbed_by uuid;
comment on column clients.absorbed_by is 'the client this automatic record turned out to be (6.9); it is archived since';
create index clients_untouched on clients (workspace_id, created_at, id) where automatic and touched_at is null and archived_at is null;

alter table number_exceptions add column put_away jsonb not null default '{}';
comment on column number_exceptions.put_away is 'the automatic records that "not a client" put away, by kind; they come back with the exception''s removal';

-- Every pattern that covers a number: itself, and the masks of five digits or more.
create function patterns_of(p_e164 text)
returns text[] language sql immutable strict parallel safe as $$
  select p_e164 || array(select left(p_e164, n) || '*' from generate_series(6, length(p_e164)) n)
$$;

-- As in 0005: plans are made while these tables are empty.
select expect_few_workspaces('auto_clients'), expect_few_workspaces('auto_records'), expect_few_workspaces('number_exceptions');

select protect_workspace_tables();
