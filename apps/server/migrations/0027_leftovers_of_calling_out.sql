-- The last click of a person: with every snapshot somebody asks what has become of it (3.7).
create index call_requests_of_user on call_requests (workspace_id, user_id, requested_at desc, id desc);

-- An employee's own numbers in the order in which they were typed: calls by mobile ring the first one.
alter table user_numbers add column position smallint not null default 0;

-- The company's own templates of texts; `{…}` in a body is filled in for the client and the employee when it is chosen.
create table sms_templates (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  title text not null,
  body text not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index sms_templates_by_title on sms_templates (workspace_id, lower(title));

-- Forwarding to an outside phone makes an `in_` and an `out_` call of one conversation (F11): what was recorded of the `out_` call stands
-- with the conversation, and the provider is asked for it by the call it knows.
alter table call_recordings add column leg_id uuid;
comment on column call_recordings.leg_id is 'the linked call that it was recorded of; null = this one';
drop index call_recordings_once;
create unique index call_recordings_once on call_recordings (workspace_id, call_id, leg_id, provider_id) nulls not distinct;
alter table calls add column leg_recorded boolean not null default false;
comment on column calls.leg_recorded is 'a call that is linked to this one was recorded; besides what is folded';

-- 5.7: the filter finds every call the provider said it has recorded, also where it did not say as what.
drop index if exists calls_recorded;
create index calls_recorded on calls (workspace_id, started_at desc, id desc) where confirmed and (recordings <> '[]' or leg_recorded);
update calls c set recordings = '[{"id":null}]'
from call_recordings r where r.workspace_id = c.workspace_id and r.call_id = c.id and r.n = 1 and c.recordings = '[]';
update calls c set leg_recorded = true
from calls o where o.workspace_id = c.workspace_id and o.linked_call_id = c.id and o.recordings <> '[]';
insert into call_recordings (workspace_id, call_id, n, leg_id, provider_id, started_at, due_at)
select o.workspace_id, o.linked_call_id,
  coalesce((select max(k.n) from call_recordings k where k.workspace_id = o.workspace_id and k.call_id = o.linked_call_id), 0)
    + row_number() over (partition by o.workspace_id, o.linked_call_id order by o.started_at, o.id, r.n),
  o.id, r.recording ->> 'id', o.started_at, now()
from calls o cross join lateral jsonb_array_elements(o.recordings) with ordinality r (recording, n)
where o.confirmed and o.linked_call_id is not null
on conflict do nothing;

select protect_workspace_tables();
