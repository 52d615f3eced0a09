-- 5.7: the hour that runs changes with every call: whoever reads figures counts it, the clock behind them leaves it alone. Counted
-- while calls come in, over and over, it took half of what the database did under load.
drop function count_changed_calls(uuid, integer);

-- Counts the hours before a moment that have changed, newest first. Returns how many it left: an hour that changes while it is being
-- counted is not among them. Two never count at once.
create function count_changed_calls(p_workspace uuid, p_hours integer, p_before timestamptz default 'infinity') returns integer
language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  v_hours timestamptz[];
begin
  perform pg_advisory_xact_lock(hashtextextended('call_changes ' || p_workspace, 0));
  v_hours := array(select distinct hour from call_changes where workspace_id = p_workspace and hour < p_before order by hour desc limit p_hours);
  if v_hours = '{}' then
    return 0;
  end if;
  delete from call_changes where workspace_id = p_workspace and hour = any (v_hours);
  perform count_hours(p_workspace, v_hours);
  perform count_days(p_workspace, array(select distinct date_bin('1 day', h, 'epoch') from unnest(v_hours) h));
  perform count_missed(p_workspace, v_hours);
  return (select count(distinct hour) from call_changes where workspace_id = p_workspace and hour < p_before and hour <> all (v_hours));
end
$$;
