-- The week's figures by e-mail: who gets them, and when by the clock of the account's zone.
create table weekly_reports (
  workspace_id uuid primary key references workspaces (id),
  enabled_at timestamptz,
  weekday smallint not null default 1 check (weekday between 1 and 7),
  hour smallint not null default 8 check (hour between 0 and 23),
  planned_week date
);
comment on column weekly_reports.enabled_at is 'null: switched off. What was due before it is not sent';
comment on column weekly_reports.planned_week is 'the Monday of the last week whose letters have been written down: one week once';

create table weekly_report_receivers (
  workspace_id uuid not null references workspaces (id),
  user_id uuid not null,
  primary key (workspace_id, user_id),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);

-- The letters: due at `mail_at`, again later while the mail server is away, and null when nothing is to be sent any more.
create table weekly_report_letters (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  user_id uuid not null,
  week date not null,
  trial boolean not null,
  made_at timestamptz not null,
  mail_at timestamptz,
  tries smallint not null default 0,
  sent_at timestamptz,
  fault text check (fault in ('unreachable', 'sign-in', 'address-refused', 'letter-refused', 'other')),
  primary key (workspace_id, id),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);
comment on column weekly_report_letters.trial is 'somebody has asked for it to see what it is like';
create unique index weekly_report_once on weekly_report_letters (workspace_id, week, user_id) where not trial;
create unique index weekly_report_one_trial on weekly_report_letters (workspace_id, user_id) where trial and mail_at is not null;
create index weekly_reports_to_mail on weekly_report_letters (mail_at) where mail_at is not null;

select protect_workspace_tables();

-- Of all workspaces: where the report is switched on.
create function weekly_reports_on()
returns table (workspace_id uuid, weekday smallint, hour smallint, enabled_at timestamptz, timezone text, planned_week date)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.workspace_id, r.weekday, r.hour, r.enabled_at,
    (select c.account_timezone from connections c where c.workspace_id = r.workspace_id order by c.created_at, c.id limit 1), r.planned_week
  from weekly_reports r where r.enabled_at is not null
$$;

-- Takes the next one of all workspaces, for one server process: it comes back in two minutes, later each time, unless it is settled before.
create function claim_report_letter(p_now timestamptz)
returns table (workspace_id uuid, id uuid) language sql security definer set search_path = public, pg_temp as $$
  with due as (
    select l.workspace_id, l.id from weekly_report_letters l where l.mail_at <= p_now order by l.mail_at limit 1 for update skip locked
  )
  update weekly_report_letters l
  set mail_at = p_now + least(interval '1 hour', interval '2 minutes' * power(2, least(l.tries, 6))), tries = l.tries + 1
  from due where l.workspace_id = due.workspace_id and l.id = due.id
  returning l.workspace_id, l.id
$$;

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function weekly_reports_on owner to carillon_system;
    alter function claim_report_letter owner to carillon_system;
  end if;
end
$$;
