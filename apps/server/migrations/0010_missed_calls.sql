-- Requirement 9: callers nobody has talked with yet, and the calls they made.

create table missed_callers (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  connection_id uuid not null,
  e164 text not null,
  did text,
  call_count integer not null,
  waiting_since timestamptz not null,
  last_at timestamptz not null,
  due_at timestamptz not null,
  escalate_at timestamptz,
  escalated_at timestamptz,
  responsible_id uuid,
  task_id uuid,
  claimed_by uuid,
  claimed_until timestamptz,
  resolved_at timestamptz,
  resolved_by uuid,
  resolved_because text check (resolved_because in ('talked', 'not-reached', 'done')),
  resolved_call_id uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check ((resolved_at is null) = (resolved_because is null)),
  foreign key (workspace_id, responsible_id) references users (workspace_id, id)
);
comment on column missed_callers.waiting_since is 'the missed call that began the wait, or began it again (9.5)';
comment on column missed_callers.escalate_at is 'when supervisors are told; null = never';
-- 9.1: one open reminder a number, whoever folds what at the same moment.
create unique index missed_callers_one_open on missed_callers (workspace_id, e164) where resolved_at is null;
create index missed_callers_of_number on missed_callers (workspace_id, e164, last_at desc);
create index missed_callers_by_time on missed_callers (workspace_id, last_at desc, id);
create index missed_callers_of_task on missed_callers (workspace_id, task_id) where task_id is not null;
create index missed_callers_to_escalate on missed_callers (escalate_at) where resolved_at is null and escalated_at is null;

-- Each missed call once, in one reminder.
create table missed_calls (
  workspace_id uuid not null references workspaces (id),
  call_id uuid not null,
  missed_caller_id uuid not null,
  at timestamptz not null,
  told_at timestamptz not null,
  did text,
  primary key (workspace_id, call_id),
  foreign key (workspace_id, missed_caller_id) references missed_callers (workspace_id, id) on delete cascade
);
comment on column missed_calls.told_at is 'when its end was heard of: decides within the one second that the PBX tells';
create index missed_calls_of_caller on missed_calls (workspace_id, missed_caller_id);

-- Who closes the reminder's task has called back; who opens it again has not. Wherever tasks are written: the two never disagree.
create function follow_missed_call_task()
returns trigger language plpgsql as $$
declare
  v_id uuid;
begin
  if new.done_at is not null then
    update missed_callers set resolved_at = new.done_at, resolved_by = new.done_by, resolved_because = 'done'
    where workspace_id = new.workspace_id and task_id = new.id and resolved_at is null
    returning id into v_id;
  else
    update missed_callers m set resolved_at = null, resolved_by = null, resolved_because = null, resolved_call_id = null
    where m.workspace_id = new.workspace_id and m.task_id = new.id and m.resolved_because = 'done'
      and not exists (select from missed_callers o where o.workspace_id = m.workspace_id and o.e164 = m.e164 and o.resolved_at is null)
    returning m.id into v_id;
  end if;
  if v_id is not null then
    perform pg_notify('carillon_missed', json_build_object('workspaceId', new.workspace_id, 'missedCallId', v_id)::text);
  end if;
  return null;
end
$$;
create trigger follow_missed_call_task after update of done_at on tasks
  for each row when (new.kind = 'missed-call' and (old.done_at is null) <> (new.done_at is null))
  execute function follow_missed_call_task();

-- Whom nobody has called back in time, of all workspaces where requirement 9 is on.
create function missed_callers_to_escalate(p_now timestamptz)
returns table (workspace_id uuid, id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select m.workspace_id, m.id from missed_callers m
  join connections c on c.workspace_id = m.workspace_id and c.id = m.connection_id
  where m.resolved_at is null and m.escalated_at is null and m.escalate_at <= p_now and (m.claimed_until is null or m.claimed_until <= p_now)
    and (c.features -> 'missedCalls' ->> 'enabled')::boolean
  order by m.escalate_at limit 200
$$;

select protect_workspace_tables();
select expect_few_workspaces('missed_callers'), expect_few_workspaces('missed_calls');

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function missed_callers_to_escalate owner to carillon_system;
  end if;
end
$$;
