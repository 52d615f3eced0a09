-- 9.5: the task to call a lost caller back closes itself when somebody has talked with them.
alter table lost_caller_tasks
  add column title text not null default '',
  add column closed_at timestamptz,
  add column closed_call_id uuid,
  add check ((closed_at is null) = (closed_call_id is null));
comment on column lost_caller_tasks.title is 'of the task as it was made: who words it anew decides alone when it is done';
comment on column lost_caller_tasks.closed_at is 'as the talk wrote it into the task: who opens the task again, or closes it otherwise, decides alone';
comment on column lost_caller_tasks.closed_call_id is 'the talk that closed the task';
update lost_caller_tasks k set title = t.title
from tasks t where t.workspace_id = k.workspace_id and t.id = k.task_id and t.updated_at = t.created_at; -- not changed by anybody
