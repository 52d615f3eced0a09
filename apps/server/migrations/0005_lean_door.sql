-- What folding has made of deliveries. One update a row, by its whole key: as one joined statement it was planned while the table was
-- small, and then walked through all deliveries of the workspace for every batch, until the first `analyze`.
create function settle_deliveries(p_workspace uuid, p_now timestamptz, p_settled jsonb)
returns void language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  r record;
begin
  for r in
    select * from jsonb_to_recordset(p_settled) as s (id uuid, received_at timestamptz, verdict text, reply jsonb, milliseconds real, call_id uuid)
  loop
    update webhook_deliveries d set folded_at = coalesce(d.folded_at, p_now),
      verdict = case when d.folded_at is null then r.verdict else d.verdict end, call_id = coalesce(r.call_id, d.call_id),
      reply = coalesce(r.reply, d.reply), milliseconds = coalesce(r.milliseconds, d.milliseconds)
    where d.workspace_id = p_workspace and d.received_at = r.received_at and d.id = r.id;
  end loop;
end
$$;

-- Plans are made once a connection, mostly while the tables are still empty, when every index looks as good as any other; one that
-- leads through all rows of the workspace is then kept until the first `analyze`. So PostgreSQL is told beforehand what it will find: few
-- workspaces. Before 18 it can't be told; there `autovacuum` finds out within a minute.
create function expect_few_workspaces(p_table regclass)
returns void language plpgsql as $$
declare
  v_column text;
begin
  if current_setting('server_version_num')::integer < 180000 then
    return;
  end if;
  for v_column in
    select attname from pg_attribute where attrelid = p_table and attname in ('workspace_id', 'connection_id') and not attisdropped
  loop
    execute $call$
      select pg_restore_attribute_stats('schemaname', $1::text, 'relname', $2::text, 'attname', $3::text, 'inherited', false,
        'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
    $call$
    using (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = p_table),
      (select relname from pg_class where oid = p_table), v_column;
  end loop;
end
$$;
select expect_few_workspaces(c.oid) from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  and (c.relname in ('calls', 'call_facts', 'call_participants', 'call_clients', 'clients', 'client_numbers') or c.relname like 'webhook_deliveries_%');

-- A call's events are found by its id alone. Led by the workspace, this index was mistaken for a way to one delivery.
drop index webhook_deliveries_by_call;
create index webhook_deliveries_by_call on webhook_deliveries (pbx_call_id, received_at);
