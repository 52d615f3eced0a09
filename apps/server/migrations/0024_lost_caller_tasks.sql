-- Issue 4, "What you lost last month": for whom somebody made a task to call back. One task a caller, whoever presses how often.
create table lost_caller_tasks (
  workspace_id uuid not null references workspaces (id),
  e164 text not null,
  task_id uuid not null,
  batch_id uuid not null,
  last_at timestamptz not null,
  primary key (workspace_id, e164),
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade deferrable initially deferred
);
comment on column lost_caller_tasks.batch_id is 'what one press made: it is taken back as a whole';
comment on column lost_caller_tasks.last_at is 'the last missed call then: a done task covers no later one';
create index lost_caller_tasks_of_task on lost_caller_tasks (workspace_id, task_id);
create index lost_caller_tasks_of_batch on lost_caller_tasks (workspace_id, batch_id);

select protect_workspace_tables();
