import { sql } from 'kysely';

/** ISO 8601 with milliseconds and Z, as everywhere in the API. */
export const iso = (column: string) => sql.raw(`to_char((${column}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
const person = (workspace: string, id: string) =>
  sql.raw(
    `(select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = ${workspace} and u.id = ${id})`,
  );

const RECENT = sql.raw(`interval '30 minutes'`);
const RETURNED = sql.raw(`interval '24 hours'`);
const CALLS_COUNTED_MAX = 1000;
const SHOWN_MAX = 5;

/** Calls of the same number before this one: own legs and the second id of a forwarded call are none. */
const before = sql.raw(`calls b where b.workspace_id = k.workspace_id and b.client_number = k.client_number and b.confirmed
  and b.direction <> 'internal' and b.linked_call_id is null and b.started_at < k.started_at and b.id <> k.id`);

/** How often this number called before, when last, and what of it is fresh. */
export const callsBefore = sql`
  'callsBefore', (select count(*)::int from (select from ${before} limit ${sql.lit(CALLS_COUNTED_MAX)}) counted),
  'lastCall', (
    select jsonb_build_object('id', b.id, 'at', ${iso('b.started_at')}, 'direction', b.direction, 'status', b.status, 'talkSeconds', b.talk_seconds,
      'user', ${person('b.workspace_id', 'b.user_id')})
    from ${before} and not b.running order by b.started_at desc limit 1),
  'recent', (
    select case when count(*) = 0 then null else jsonb_build_object('count', count(*) + 1, 'since', ${iso('min(b.started_at)')}) end
    from ${before} and b.direction = 'inbound' and b.started_at > k.started_at - ${RECENT} and k.direction = 'inbound')`;

const clientsOf = sql.raw(`call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
  where l.workspace_id = k.workspace_id and l.call_id = k.id and not (c.automatic and c.archived_at is not null)`); // put away: "not a client" (10.8)

/** Who the caller may be, and whose client that is. */
export const people = sql`
  'clients', coalesce((
    select jsonb_agg(jsonb_build_object('type', c.type, 'id', c.id, 'name', c.name, 'primary', l.is_primary,
      'company', (select o.name from clients o where o.workspace_id = c.workspace_id and o.id = c.company_id),
      'greeting', nullif(concat_ws(' ', c.given_name, c.patronymic), '')) order by l.is_primary desc, c.name)
    from ${clientsOf}), '[]'::jsonb),
  'responsible', (
    select jsonb_build_object('id', u.id, 'name', u.name)
    from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
    join users u on u.workspace_id = c.workspace_id and u.id = c.responsible_id
    where l.workspace_id = k.workspace_id and l.call_id = k.id and not (c.automatic and c.archived_at is not null)
    order by l.is_primary desc limit 1),
  'created', (
    select jsonb_build_object('type', c.type, 'id', c.id, 'name', c.name)
    from ${clientsOf} and l.because = 'created' and c.automatic and c.touched_at is null order by l.is_primary desc, c.id limit 1),
  'exception', (
    select coalesce(nullif(e.comment, ''), e.pattern) from number_exceptions e
    where e.workspace_id = k.workspace_id
      and e.pattern = any (array(select left(k.client_number, n) || '*' from generate_series(2, length(k.client_number)) n) || k.client_number)
      and (e.expires_at is null or e.expires_at > k.started_at)
    order by e.is_prefix, length(e.pattern) desc limit 1)`;

/** Deals of this client that are open: a row each, by one index look-up a client and kind. */
const openDeals = sql`
  (select d.* from call_clients l cross join lateral (
      select d.id, d.title, d.stage_id, d.amount, d.currency, d.updated_at from deals d
      where d.workspace_id = l.workspace_id and d.contact_id = l.client_id and d.archived_at is null and d.closed_at is null
      union
      select d.id, d.title, d.stage_id, d.amount, d.currency, d.updated_at from deals d
      where d.workspace_id = l.workspace_id and d.company_id = l.client_id and d.archived_at is null and d.closed_at is null
    ) d where l.workspace_id = k.workspace_id and l.call_id = k.id)`;

/** What is going on with the clients of the call: open deals, and open tasks about them or about those deals. */
export const workInHand = sql`
  'deals', coalesce((
    select jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'amount', d.amount::text, 'currency', d.currency, 'stage',
      (select s.name from stages s where s.workspace_id = k.workspace_id and s.id = d.stage_id)) order by d.updated_at desc)
    from (select distinct on (d.updated_at, d.id) d.* from ${openDeals} d order by d.updated_at desc, d.id limit ${sql.lit(SHOWN_MAX)}) d), '[]'::jsonb),
  'tasks', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title, 'kind', t.kind, 'dueAt', ${iso('t.due_at')}) order by t.due_at nulls last, t.id)
    from (
      select t.id, t.title, t.kind, t.due_at from (
        select c.type as type, c.id as id from ${clientsOf} union select 'deal', d.id from ${openDeals} d
      ) about cross join lateral (
        select t.id, t.title, t.kind, t.due_at from tasks t
        where t.workspace_id = k.workspace_id and t.about_type = about.type and t.about_id = about.id and t.done_at is null
      ) t order by t.due_at nulls last, t.id limit ${sql.lit(SHOWN_MAX)}
    ) t), '[]'::jsonb)`;

/** What people have said on this call so far. */
export const words = sql`
  'notes', coalesce((
    select jsonb_agg(jsonb_build_object('id', n.id, 'author', ${person('n.workspace_id', 'n.author_id')}, 'at', ${iso('n.at')}, 'text', n.text)
      order by n.at, n.id)
    from call_notes n where n.workspace_id = k.workspace_id and n.call_id = k.id), '[]'::jsonb),
  'outcome', (select o.outcome from call_outcomes o where o.workspace_id = k.workspace_id and o.call_id = k.id)`;

/** Who has a part in the call, and until when the phone it was sent to rings (4.7). */
export const seats = sql`
  'seats', coalesce((
    select jsonb_agg(jsonb_build_object('userId', p.user_id, 'extension', p.extension, 'ring', p.ring, 'outcome', p.outcome, 'ringEndsAt',
      case when p.ring = 1 and p.extension = s.reply ->> 'extension' and s.reply ->> 'action' = 'ring' and s.timeout > 0
        then ${iso("p.rang_at + (s.timeout + 2) * interval '1 second'")} end))
    from call_participants p
    left join lateral (
      select f.fact -> 'reply' as reply, (f.fact -> 'reply' ->> 'returnTimeoutSeconds')::int as timeout from call_facts f
      where f.workspace_id = k.workspace_id and f.call_id = k.id and f.kind = 'steered' order by f.at limit 1
    ) s on true
    where p.workspace_id = k.workspace_id and p.call_id = k.id and p.user_id is not null), '[]'::jsonb),
  'dialled', coalesce((
    select jsonb_agg(jsonb_build_object('userId', b.user_id, 'at', ${iso('b.at')}))
    from (
      select b.user_id, max(b.started_at) as at from ${before} and b.direction = 'outbound' and b.user_id is not null
        and b.started_at > k.started_at - ${RETURNED} and k.direction = 'inbound' group by b.user_id
    ) b), '[]'::jsonb),
  'dismissed', coalesce((
    select jsonb_agg(jsonb_build_object('userId', d.user_id, 'ring', d.ring))
    from call_dismissals d where d.workspace_id = k.workspace_id and d.call_id = k.id), '[]'::jsonb)`;

/** Who hands the call on. */
export const transfer = sql`
  'transferFrom', t.extension,
  'transferFromUser', (
    select jsonb_build_object('id', u.id, 'name', u.name) from call_participants p join users u on u.workspace_id = p.workspace_id and u.id = p.user_id
    where p.workspace_id = k.workspace_id and p.call_id = k.id and p.extension = t.extension limit 1)`;
export const transferSource = sql`
  left join lateral (
    select f.fact ->> 'transferFrom' as extension from call_facts f
    where f.workspace_id = k.workspace_id and f.call_id = k.id and f.kind = 'rang' and f.fact ->> 'transferFrom' is not null
    order by f.at desc limit 1
  ) t on true`;
