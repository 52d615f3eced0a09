import type { CallView } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { PhoneOffice } from './phone-office.ts';

/** The same dice in every run. */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

export const FROM = Date.parse('2026-03-24T00:00:00Z'); // a week with a change of clocks in Berlin
const DAYS = 8;
const STATUSES = [
  'answered',
  'answered',
  'answered',
  'missed',
  'missed',
  'not-reached',
  'busy',
  'blocked',
  'talking',
  'requested',
];

export type Made = { id: string; recordings: readonly unknown[] };

/** Rows as the fold leaves them: any direction and status, some hidden, some legs, some unconfirmed. */
export async function makeCalls(office: PhoneOffice, roll: (sides: number) => number, count: number): Promise<Made[]> {
  const { workspaceId, connectionId, ring } = office.company;
  const users = [null, ...Object.values(ring).map(({ id }) => id)];
  const rows = Array.from({ length: count }, () => {
    const status = STATUSES[roll(STATUSES.length)];
    const user = users[roll(users.length)];
    return {
      id: uuidv7(),
      pbx_call_id: `made-${uuidv7()}`,
      direction: roll(20) === 0 ? 'internal' : status === 'missed' || roll(2) === 0 ? 'inbound' : 'outbound',
      status,
      running: status === 'talking',
      confirmed: roll(25) > 0,
      linked_call_id: roll(25) === 0 ? uuidv7() : null,
      client_number: roll(15) === 0 ? null : `+7916000${String(roll(60)).padStart(4, '0')}`,
      did: roll(12) === 0 ? null : `+7495000000${roll(4)}`,
      user_id: user,
      started_at: new Date(FROM + roll(DAYS * 86_400) * 1000).toISOString(),
      wait_seconds: roll(8) === 0 ? null : roll(90),
      talk_seconds: status === 'answered' ? roll(1500) : null,
      recordings: roll(3) === 0 ? [{ id: 'r' }] : [],
    };
  });
  await office.within(async (tx) => {
    await sql`
      insert into calls (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, linked_call_id, client_number, did, user_id,
        started_at, wait_seconds, talk_seconds, recordings)
      select ${workspaceId}, ${connectionId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, pbx_call_id text, direction text,
        status text, running boolean, confirmed boolean, linked_call_id uuid, client_number text, did text, user_id uuid, started_at timestamptz,
        wait_seconds integer, talk_seconds integer, recordings jsonb)
    `.execute(tx);
    const rung = rows.flatMap(({ id }) =>
      users.slice(1).flatMap((user, n) => (roll(3) === 0 ? [{ call_id: id, n, user_id: user }] : [])),
    );
    await sql`
      insert into call_participants (workspace_id, call_id, n, extension, user_id, outcome)
      select ${workspaceId}, r.call_id, r.n, '10' || r.n, r.user_id, 'no-answer'
      from jsonb_to_recordset(${JSON.stringify(rung)}::jsonb) as r (call_id uuid, n smallint, user_id uuid)
    `.execute(tx);
  });
  return rows;
}

/** What late facts, folding anew and reconciliation do to rows that have been counted. */
export async function changeCalls(office: PhoneOffice, roll: (sides: number) => number, made: readonly Made[]): Promise<void> {
  const changes = [
    sql`status = 'answered', talk_seconds = 77, wait_seconds = 12`,
    sql`status = 'missed', talk_seconds = null`,
    sql`started_at = started_at + interval '5 hours'`,
    sql`started_at = started_at - interval '3 days'`,
    sql`did = '+74950000002'`,
    sql`user_id = null`,
    sql`confirmed = not confirmed`,
    sql`linked_call_id = ${uuidv7()}::uuid`,
    sql`direction = 'outbound'`,
    sql`client_number = '+79160000001'`,
  ];
  await office.within(async (tx) => {
    for (const { id } of made)
      if (roll(6) === 0)
        await sql`update calls set ${changes[roll(changes.length)] ?? sql``} where workspace_id = ${office.company.workspaceId} and id = ${id}`.execute(
          tx,
        );
  });
}

/** All pages of the journal for a filter. */
export async function everyRow(office: PhoneOffice, query: string): Promise<CallView[]> {
  const rows: CallView[] = [];
  let cursor = '';
  for (;;) {
    const { status, body, text } = await office.ask(office.company.admin, `GET /calls?limit=200${query}${cursor}`);
    if (status !== 200) throw new Error(text);
    rows.push(...body.items);
    if (body.nextCursor === null) return rows;
    cursor = `&cursor=${body.nextCursor}`;
  }
}

/** A visit that led to this call. */
export async function visit(office: PhoneOffice, callId: string, source: string): Promise<void> {
  const { workspaceId, connectionId } = office.company;
  await office.within(async (tx) => {
    await sql`
      insert into call_visits (workspace_id, id, connection_id, fingerprint, call_id, source, received_at)
      values (${workspaceId}, ${uuidv7()}, ${connectionId}, ${uuidv7()}, ${callId}, ${source}, now()) on conflict do nothing
    `.execute(tx);
    await sql`update calls set version = version + 1 where workspace_id = ${workspaceId} and id = ${callId}`.execute(tx);
  });
}
