-- 5.7: what the roll-ups count as recorded is what the journal's filter finds, a forwarded call whose leg was recorded included (F11).
create or replace view journal_calls with (security_invoker = true) as
  select workspace_id, id, started_at, direction, status, client_number, did, user_id, talk_seconds, wait_seconds,
    (recordings <> '[]' or leg_recorded) as recorded
  from calls where confirmed and linked_call_id is null and status not in ('requested', 'not-placed');
insert into call_changes (workspace_id, hour) select distinct workspace_id, date_bin('1 hour', started_at, 'epoch') from calls where leg_recorded;
