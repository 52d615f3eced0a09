-- Row-level security stands behind the explicit filters: with no workspace set, a query sees nothing.
-- The functions of 0002 must see all workspaces: they belong to a role without login that has policies of its own.
-- A login that may not create roles (a plain database owner) keeps the explicit filters alone; `carillon doctor` says so.
do $$
declare
  t text;
  system_role boolean := true;
begin
  begin
    if not exists (select from pg_roles where rolname = 'carillon_system') then
      create role carillon_system nologin;
    end if;
    execute format('grant carillon_system to %I', current_user);
    execute 'grant usage, create on schema public to carillon_system';
  exception when insufficient_privilege then
    system_role := exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member'));
  when undefined_object then
    system_role := false;
  end;
  if not system_role then
    return;
  end if;
  grant select, insert, update, delete on all tables in schema public to carillon_system;
  for t in
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('sessions', 'setup_links')
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_workspace on %I using (workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))', t);
    execute format('create policy every_workspace on %I to carillon_system using (true)', t);
  end loop;
  for t in
    select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.proname <> 'prepare_delivery_partitions'
  loop
    execute format('alter function %s owner to carillon_system', t);
  end loop;
end
$$;
