import type { Call, RecordKind, RecordOwner } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { AutoBook } from './auto-book.ts';

/** A call that must leave a record behind, if its number is unknown. */
export type DueCall = {
  callId: string;
  call: Call;
  e164: string;
  make: RecordKind;
  owner: RecordOwner;
  /** Our answer sent it to the blacklist, and it rings all the same (10.5). */
  wasRefused: boolean;
};

/** `archived`: a client that was put away has this number, and only such (6.8). */
export type WantingCall = DueCall & { archived: string | null };

type Row = {
  callId: string;
  known: boolean | null;
  archivedId: string | null;
  ours: boolean | null;
  excepted: boolean | null;
  blocked: boolean | null;
};

/** 6.7, 6.8: those of the calls whose number is nobody's, and no exception; with the option for it, those of archived clients too. */
export async function findCallers(tx: Tx, book: AutoBook, due: readonly DueCall[]): Promise<WantingCall[]> {
  if (due.length === 0) return [];
  const facts = new Map((await readFacts(tx, book, due)).map((row) => [row.callId, row]));
  return due.flatMap((each): WantingCall[] => {
    const row = facts.get(each.callId);
    if (!row || row.known || row.ours || row.excepted) return [];
    if (row.blocked && !each.wasRefused) return [];
    if (row.known === null) return [{ ...each, archived: null }];
    return isDealWanted(book, each) ? [{ ...each, archived: row.archivedId }] : [];
  });
}

function isDealWanted({ options }: AutoBook, { call: { direction } }: DueCall): boolean {
  return direction !== 'internal' && options[direction].dealForArchived === true;
}

/** Scalar look-ups by whole keys, none of which can be planned as a hash over a whole table. */
async function readFacts(tx: Tx, { workspaceId, now, blacklist }: AutoBook, due: readonly DueCall[]): Promise<Row[]> {
  // fenced: a plan made while the tables were empty must not begin with all clients
  const clientsOfNumbers = sql`client_numbers n cross join lateral (
      select c.id, c.type, c.archived_at, c.last_talked_at from clients c where c.workspace_id = ${workspaceId} and c.id = n.client_id offset 0) c
    where n.workspace_id = ${workspaceId} and n.e164 = any (r.readings) and n.state = 'current'`;
  const asked = due.map(({ callId, e164, call }) => ({ call_id: callId, readings: [...new Set([e164, ...call.readings])] }));
  const { rows } = await sql<Row>`
    select r.call_id as "callId",
      (select bool_or(c.archived_at is null) from ${clientsOfNumbers}) as known,
      (select c.id from ${clientsOfNumbers} and c.archived_at is not null
        order by c.type, c.last_talked_at desc nulls last, c.id limit 1) as "archivedId",
      coalesce((select true from user_numbers u where u.workspace_id = ${workspaceId} and u.e164 = any (r.readings) limit 1),
        (select true from pbx_numbers p where p.workspace_id = ${workspaceId} and p.did = any (r.readings) limit 1)) as ours,
      (select true from number_exceptions x where x.workspace_id = ${workspaceId} and x.pattern = any (covering.patterns)
        and (x.expires_at is null or x.expires_at > ${now}) limit 1) as excepted,
      ${blacklist}::boolean and (select true from number_blocks b where b.workspace_id = ${workspaceId} and b.pattern = any (covering.patterns)
        and (b.expires_at is null or b.expires_at > ${now}) limit 1) as blocked
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (call_id uuid, readings text[])
    cross join lateral (select array_agg(p) as patterns from unnest(r.readings) x cross join lateral unnest(patterns_of(x)) p) covering
  `.execute(tx);
  return rows;
}
