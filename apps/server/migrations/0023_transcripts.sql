-- 5.11: what was said in a recording, as the provider has recognised it. A row is the wish to have it, its place in the queue, and what
-- became of it; it goes with its recording.
create extension if not exists btree_gin;

create table call_transcripts (
  workspace_id uuid not null,
  call_id uuid not null,
  n smallint not null,
  state text not null default 'preparing' check (state in ('preparing', 'ready', 'unavailable')),
  reason text,
  call_started_at timestamptz not null,
  asked_by uuid,
  asked_at timestamptz not null,
  begun_at timestamptz,
  attempts smallint not null default 0,
  due_at timestamptz,
  claim uuid,
  claimed_until timestamptz,
  ready_at timestamptz,
  lang text,
  phrases jsonb not null default '[]',
  said tsvector,
  primary key (workspace_id, call_id, n),
  foreign key (workspace_id, call_id, n) references call_recordings (workspace_id, call_id, n) on delete cascade
);
comment on column call_transcripts.asked_by is 'null = because its extension is always transcribed';
comment on column call_transcripts.begun_at is 'when the provider was told to begin, which costs money: written down before it is told';
comment on column call_transcripts.due_at is 'when the provider is asked (again); null = no more';
comment on column call_transcripts.said is 'stems of the words; the position of each is the number of its phrase, from 1';
create index call_transcripts_due on call_transcripts (due_at) where due_at is not null;
create index call_transcripts_said on call_transcripts using gin (workspace_id, said) with (fastupdate = off);
create index call_transcripts_by_time on call_transcripts (workspace_id, call_started_at desc) where said is not null;

-- Who read what, once an hour; words that were searched for count, too: their phrases are shown.
create table transcript_readings (
  workspace_id uuid not null,
  user_id uuid not null,
  hour timestamptz not null,
  what text not null,
  primary key (workspace_id, user_id, hour, what)
);

alter table recording_settings add column transcribe_by text not null default 'supervisor';
alter table extensions add column transcribe boolean not null default false;
comment on column extensions.transcribe is 'every recording of it is turned into text';

-- Whatever erases a recording erases its words: by right, by retention, because the client is not kept.
create function forget_transcript()
returns trigger language plpgsql as $$
begin
  delete from call_transcripts t where t.workspace_id = new.workspace_id and t.call_id = new.call_id and t.n = new.n;
  return null;
end
$$;
create trigger transcripts_go_with_recordings after update of state, reason on call_recordings for each row
  when (new.state = 'unavailable' and new.reason in ('deleted', 'expired', 'not-kept')) execute function forget_transcript();

-- Takes the transcripts whose turn it is, of all workspaces, for two minutes.
create function claim_due_transcripts(p_now timestamptz, p_claim uuid, p_limit integer)
returns table (workspace_id uuid, call_id uuid, n smallint) language sql security definer set search_path = public, pg_temp as $$
  with due as (
    select t.workspace_id, t.call_id, t.n from call_transcripts t
    where t.due_at <= p_now and (t.claimed_until is null or t.claimed_until <= p_now)
    order by t.due_at limit p_limit for update of t skip locked
  )
  update call_transcripts t set claim = p_claim, claimed_until = p_now + interval '2 minutes'
  from due where t.workspace_id = due.workspace_id and t.call_id = due.call_id and t.n = due.n
  returning t.workspace_id, t.call_id, t.n
$$;

-- The configuration `russian` takes words in Latin letters for English ones.
create function speech_stems(p_text text)
returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('pg_catalog.russian'::regconfig, p_text)
$$;

create function speech_vector(p_phrases text[])
returns tsvector language sql immutable parallel safe as $$
  select coalesce(string_agg('''' || replace(replace(l.lexeme, '\', '\\'), '''', '''''') || ''':' || l.places, ' '), '')::tsvector
  from (
    select w.lexeme, string_agg(p.n::text, ',') as places
    from unnest(p_phrases) with ordinality p (text, n), unnest(speech_stems(p.text)) w
    group by w.lexeme
  ) l
$$;

-- 5.10: an agent hears what they talked themselves and what their clients said.
create function hears_call(p_workspace uuid, p_call uuid, p_user uuid)
returns boolean language sql stable as $$
  select exists (
    select from calls k where k.workspace_id = p_workspace and k.id = p_call and (
      k.user_id = p_user or k.answered_by = p_user
      or exists (select from call_participants p
        where p.workspace_id = p_workspace and p.call_id = p_call and p.user_id = p_user and p.answered_at is not null)
      or exists (select from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
        where l.workspace_id = p_workspace and l.call_id = p_call and c.responsible_id = p_user)))
$$;

-- The calls in whose conversation all these words were said, in whatever form, the newest first. Row-level security would keep `@@` away
-- from the index (it is no leakproof operator), so this is a function of the system role, as those of 0004: the workspace is its first
-- argument. The words are part of the statement, so that each has the plan that suits it: rare ones by their index, those that everybody
-- says along the time. With p_hearer, only what that employee may hear.
create function find_said(p_workspace uuid, p_words text, p_from timestamptz, p_to timestamptz, p_hearer uuid, p_limit integer)
returns table (call_id uuid) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  v_query tsquery := plainto_tsquery('pg_catalog.russian', p_words);
begin
  if numnode(v_query) = 0 then
    return;
  end if;
  return query execute format('select t.call_id from call_transcripts t where t.workspace_id = %L and t.said @@ %L::tsquery and t.said is not null %s %s %s
      order by t.call_started_at desc limit %s',
    p_workspace, v_query, case when p_from is not null then format('and t.call_started_at >= %L', p_from) end,
    case when p_to is not null then format('and t.call_started_at < %L', p_to) end,
    case when p_hearer is not null then format('and hears_call(t.workspace_id, t.call_id, %L)', p_hearer) end, p_limit);
end
$$;

select expect_few_workspaces('call_transcripts');
select protect_workspace_tables();

-- As in 0003: what must see all workspaces belongs to the role that may.
do $$
begin
  if exists (select from pg_roles where rolname = 'carillon_system' and pg_has_role(current_user, oid, 'member')) then
    alter function claim_due_transcripts owner to carillon_system;
    alter function find_said owner to carillon_system;
  end if;
end
$$;
