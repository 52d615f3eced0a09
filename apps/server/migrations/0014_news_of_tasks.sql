-- Whoever writes a task, wherever: the people who are, or were, responsible for it hear of it with the commit.
create function tell_task()
returns trigger language plpgsql as $$
declare
  v_users uuid[] := array(select distinct u from unnest(array[new.responsible_id, case when tg_op = 'UPDATE' then old.responsible_id end]) u where u is not null);
begin
  if cardinality(v_users) > 0 then
    perform pg_notify('carillon_tasks', json_build_object('workspaceId', new.workspace_id, 'taskId', new.id, 'userIds', v_users,
      'type', case when tg_op = 'INSERT' then 'task.created' else 'task.updated' end)::text);
  end if;
  return null;
end
$$;
create trigger tell_new_task after insert on tasks for each row execute function tell_task();
create trigger tell_changed_task after update on tasks for each row when (old is distinct from new) execute function tell_task();
