import type { Client } from 'pg';
import { NUMBER_SQL } from './client-numbers.ts';

const MINUTES = 240 * 24 * 60; // the calls spread over that time

/** Fills the journal with answered calls of contacts, newest now, each linked to its client. */
export async function fillCalls(
  database: Client,
  { count, contacts, userId }: { count: number; contacts: number; userId: string },
): Promise<void> {
  await database.query('set session_replication_role = replica; set synchronous_commit = off');
  await database.query(
    `insert into calls (workspace_id, id, connection_id, pbx_call_id, direction, status, running, confirmed, client_number, did, extension, user_id,
       answered_by, started_at, answered_at, ended_at, wait_seconds, talk_seconds, disposition, user_ids)
     select k.workspace_id, uuidv7(), k.id, 'in_filled' || n, 'inbound', 'answered', false, true, '+' || ${NUMBER_SQL}, '+442079460123', '101', $1, $1,
       at, at + interval '9 seconds', at + interval '69 seconds', 9, 60, 'answered', array[$1::uuid]
     from connections k,
       (select n * ($2::integer / $3::integer) as n, now() - interval '1 minute' * (n::float8 * ${MINUTES} / $3::integer) as at
        from generate_series(1, $3::integer) n) made`,
    [userId, contacts, count],
  );
  await database.query(
    `insert into call_clients (workspace_id, call_id, client_id, because, is_primary)
     select c.workspace_id, c.id, n.client_id, 'number', true from calls c
     join client_numbers n on n.workspace_id = c.workspace_id and n.e164 = c.client_number
     where c.pbx_call_id like 'in\\_filled%'`,
  );
  await database.query('set session_replication_role = default');
  await database.query('vacuum analyze calls, call_clients');
}
