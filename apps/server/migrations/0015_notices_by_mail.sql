-- Notices that also go out by e-mail (9.3): due at `mail_at`, again later while the mail server is away, and null when nothing is to be sent any more.
alter table notifications
  add column mail_at timestamptz,
  add column mail_tries smallint not null default 0,
  add column mailed_at timestamptz;
create index notifications_to_mail on notifications (mail_at) where mail_at is not null;

-- Takes the next one of all workspaces, for one server process: it comes back in two minutes, later each time, unless it is settled before.
create function claim_notice_to_mail(p_now timestamptz)
returns table (workspace_id uuid, id uuid) language sql security definer set search_path = public, pg_temp as $$
  with due as (
    select n.workspace_id, n.id from notifications n where n.mail_at <= p_now order by n.mail_at limit 1 for update skip locked
  )
  update notifications n set mail_at = p_now + least(interval '1 hour', interval '2 minutes' * power(2, least(n.mail_tries, 6))), mail_tries = n.mail_tries + 1
  from due where n.workspace_id = due.workspace_id and n.id = due.id
  returning n.workspace_id, n.id
$$;

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function claim_notice_to_mail owner to carillon_system;
  end if;
end
$$;
