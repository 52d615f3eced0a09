import type { Client } from 'pg';
import { say } from './benchmark.ts';
import { NUMBER_OF_SQL } from './client-numbers.ts';

/** What the journal of a large company is made of. */
export type JournalSize = { calls: number; contacts: number; weeks: number };

export const EMPLOYEES = 50;
export const DIDS = 20;
const AT_ONCE = 1_000_000;
const WITH_FACTS = 100_000;
const HOURS_COUNTED_AT_ONCE = 24 * 61;

const EMPLOYEE_ID = (n: string) => `('01900000-0000-7000-a000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const CALL_ID = (n: string) => `('01910000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const CLIENT_ID = (n: string) => `('01900000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
export const employeeId = (n: number): string => `01900000-0000-7000-a000-${n.toString(16).padStart(12, '0')}`;
export const contactId = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const didOf = (n: number): string => `+7495000${String(n).padStart(4, '0')}`;

/**
 * Fills the journal set by set: calls with their participants and clients over so many weeks up to today, busy by day and quiet at night;
 * facts of the last hundred thousand; visits of one incoming call in fifty. Then the roll-ups are counted, by the product's own function.
 */
export async function fillJournal(database: Client, size: JournalSize): Promise<void> {
  await database.query(`set maintenance_work_mem = '512MB'; set work_mem = '256MB'; set synchronous_commit = off`);
  await timed('employees and numbers', () => fillPeople(database));
  await database.query('set session_replication_role = replica'); // no marks: everything is counted at the end
  const rebuild = await dropIndexes(database);
  await database.query(weekSql);
  for (let first = 0; first < size.calls; first += AT_ONCE) {
    const last = Math.min(size.calls, first + AT_ONCE) - 1;
    await timed(`calls ${first + 1} to ${last + 1}`, () => fillCalls(database, { first, last, size }));
  }
  await timed('facts', () => fillFacts(database, size.calls));
  await timed('indexes', async () => {
    for (const definition of rebuild) await database.query(definition);
  });
  await database.query('set session_replication_role = default');
  await timed('vacuum analyze', () =>
    database.query('vacuum analyze calls, call_participants, call_clients, call_facts, call_visits'),
  );
  await timed('roll-ups counted', () => countRollUps(database));
  await database.query('vacuum analyze call_counts, call_waits, missed_waits, call_changes');
  await database.query('checkpoint');
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work();
  say(`${what}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

async function fillPeople(database: Client): Promise<void> {
  await database.query(
    `with i as (
       insert into identities (id, email) select ${EMPLOYEE_ID('n')}, 'employee' || n || '@example.com' from generate_series(1, ${EMPLOYEES}) n returning id, email
     )
     insert into users (workspace_id, id, identity_id, name, role) select w.id, i.id, i.id, 'Employee ' || i.email, 'agent' from i, (select id from workspaces limit 1) w`,
  );
  await database.query(
    `insert into pbx_numbers (workspace_id, connection_id, did, label, source)
     select k.workspace_id, k.id, '+7495000' || lpad(n::text, 4, '0'), 'Number ' || n, case when n <= 8 then 'source ' || (n - 1) / 2 end
     from connections k, generate_series(1, ${DIDS}) n`,
  );
}

const LOADED = ['calls', 'call_participants', 'call_clients', 'call_facts', 'call_visits'];

/** Filled row by row, the indexes of ten million calls take hours. @returns what makes them anew. */
async function dropIndexes(database: Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = indexrelid)`,
    [LOADED],
  );
  for (const { name } of rows) await database.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/** What part of a week's calls has begun by the end of each of its hours, the week beginning on today's weekday: 8 to 20 on working days, little else. */
const weekSql = `
  create temp table week as
  with weights as (
    select h, case when (h / 24 + extract(isodow from now())::integer - 1) % 7 >= 5 then 0.15 else 1 end * case when h % 24 between 8 and 19 then 1 when h % 24 in (7, 20, 21) then 0.2 else 0.01 end as weight
    from generate_series(0, 167) h
  )
  select array_agg(upto order by h) as upto from (select h, sum(weight) over (order by h) / (select sum(weight) from weights) as upto from weights) x`;

type Piece = { first: number; last: number; size: JournalSize };

// long because: the one statement that says what a call of the journal looks like
async function fillCalls(database: Client, { first, last, size }: Piece): Promise<void> {
  await database.query(
    `create temp table made as
     select n, ${CALL_ID('n')} as id, at, direction, status, hidden, known,
       case when hidden then null else '+' || case when known then ${NUMBER_OF_SQL('client')} else '7926' || lpad((client * 37 % 10000000)::text, 7, '0') end end as number,
       client, did, case when handled then employee end as employee,
       case when status = 'answered' then greatest(1, (-ln(1 - random()) * 170)::integer) end as talk,
       case when status in ('answered', 'missed') then 2 + (random() * random() * 70)::integer end as wait,
       status = 'answered' and random() < 0.8 as recorded
     from (
       select m.*, case
           when direction = 'internal' then 'answered'
           when direction = 'inbound' then case when r < 0.76 then 'answered' when r < 0.985 then 'missed' when r < 0.995 then 'blocked' else 'other' end
           when r < 0.58 then 'answered' when r < 0.88 then 'not-reached' when r < 0.98 then 'busy' when r < 0.9998 then 'failed' else 'no-money' end as status,
         direction <> 'inbound' or r < 0.8 as handled
       from (
         select n, date_trunc('day', now()) - interval '1 week' * ($3::integer - week - (slot + random()) / 168) as at,
           case when d < 0.55 then 'inbound' when d < 0.98 then 'outbound' else 'internal' end as direction,
           random() as r, random() < 0.02 as hidden, random() < 0.7 as known,
           1 + (random() * (${EMPLOYEES} - 1))::integer as employee, 1 + (random() * random() * (${DIDS} - 1))::integer as did,
           (random() * random() * ($4::integer - 1))::bigint as client
         from (
           select n, floor(passed) as week, width_bucket(passed - floor(passed), upto) as slot, random() as d
           from (select n, n::float8 * $3 / $5 as passed from generate_series($1::bigint, $2::bigint) n) s cross join week
         ) placed
       ) m
     ) told`,
    [first, last, size.weeks, size.contacts, size.calls],
  );
  await database.query(
    `insert into calls (workspace_id, id, connection_id, pbx_call_id, direction, status, running, confirmed, client_number, did, extension, user_id,
       answered_by, started_at, answered_at, ended_at, wait_seconds, talk_seconds, disposition, recordings, user_ids, updated_at)
     select k.workspace_id, m.id, k.id, 'in_' || lpad(to_hex(n), 32, '0'), direction, status, false, true, number, '+7495000' || lpad(did::text, 4, '0'),
       case when employee is not null then (100 + employee)::text end, ${EMPLOYEE_ID('employee')}, case when status = 'answered' then ${EMPLOYEE_ID('employee')} end,
       at, case when status = 'answered' then at + wait * interval '1 second' end, at + (coalesce(wait, 10) + coalesce(talk, 0)) * interval '1 second',
       wait, talk, status, case when recorded then jsonb_build_array(jsonb_build_object('id', n)) else '[]' end,
       case when employee is null then '{}' else array[${EMPLOYEE_ID('employee')}] end, at
     from connections k, (select * from made order by at) m`,
  );
  await database.query(
    `insert into call_participants (workspace_id, call_id, n, extension, user_id, rang_at, answered_at, left_at, outcome)
     select k.workspace_id, m.id, p.n, (100 + p.employee)::text, ${EMPLOYEE_ID('p.employee')}, m.at, case when p.outcome = 'answered' then m.at end, m.at, p.outcome
     from connections k, made m
     cross join lateral (
       select 0 as n, m.employee, case when m.status = 'answered' then 'answered' else 'no-answer' end as outcome where m.employee is not null
       union all select 1, 1 + m.n::integer % ${EMPLOYEES}, 'no-answer' where m.direction = 'inbound' and m.n % 3 = 0
     ) p`,
  );
  await database.query(
    `insert into call_clients (workspace_id, call_id, client_id, because, is_primary)
     select k.workspace_id, m.id, ${CLIENT_ID('m.client')}, 'number', true from connections k, made m where m.known and not m.hidden and m.direction <> 'internal'`,
  );
  await database.query(
    `insert into call_visits (workspace_id, id, connection_id, fingerprint, call_id, source, received_at)
     select k.workspace_id, m.id, k.id, m.id::text, m.id, 'campaign ' || m.n % 11, m.at from connections k, made m where m.direction = 'inbound' and m.n % 50 = 0`,
  );
  await database.query('drop table made');
}

/** As many facts as a call has, with as many bytes; they are stored and found, not folded. */
async function fillFacts(database: Client, calls: number): Promise<void> {
  await database.query(
    `insert into call_facts (workspace_id, call_id, id, kind, at, fact)
     select c.workspace_id, c.id, gen_random_uuid(), f.kind, c.started_at, jsonb_build_object('kind', f.kind, 'at', c.started_at, 'startedAt', c.started_at,
       'fingerprint', md5(f.kind || c.id), 'source', 'event', 'extension', c.extension, 'userId', c.user_id, 'did', c.did)
     from calls c cross join unnest(array['arrived', 'rang', 'answered', 'hung-up']) f (kind) where c.id >= ${CALL_ID('$1::bigint')}`,
    [Math.max(0, calls - WITH_FACTS)],
  );
}

async function countRollUps(database: Client): Promise<void> {
  await database.query(
    "insert into call_changes (workspace_id, hour) select distinct workspace_id, date_bin('1 hour', started_at, 'epoch') from calls",
  );
  for (let left = 1; left > 0; ) {
    const { rows } = await database.query<{ left: number }>(
      `select count_changed_calls(w.id, ${HOURS_COUNTED_AT_ONCE}) as left from (select id from workspaces limit 1) w`,
    );
    left = rows[0]?.left ?? 0;
  }
}
