import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { moveAutomatic } from './move-automatic.ts';

/** A client somebody knows, with its current numbers (E.164). */
export type KnownClient = { id: string; type: ClientType; numbers: readonly string[] };
type Absorb = { workspaceId: string; clients: readonly KnownClient[]; at: Date };
export type AutomaticRecord = { id: string; type: ClientType; e164: string };

/**
 * 6.9: what automation had made of these clients' numbers, and nobody has touched, turns out to be them: its calls, deals, tasks and notes
 * go over, and it is archived.
 *
 * @returns how many records that were.
 */
export async function absorbAutomatic(tx: Tx, { workspaceId, clients, at }: Absorb): Promise<number> {
  const intoOf = new Map(clients.flatMap(({ id, type, numbers }) => numbers.map((e164) => [e164, { id, type }] as const)));
  const own = new Set(clients.map(({ id }) => id));
  const found = await lockAutomatic(tx, workspaceId, [...intoOf.keys()]);
  const pairs = new Map(
    found.flatMap((from) => {
      const into = intoOf.get(from.e164);
      return into && !own.has(from.id) ? [[from.id, { from, into }] as const] : [];
    }),
  );
  if (pairs.size > 0) await moveAutomatic(tx, { workspaceId, pairs: [...pairs.values()], at });
  return pairs.size;
}

/**
 * Records of these numbers that calls have made and nobody has touched, locked. Calls go first, in the order of the fold: whoever folds one holds it and may hand
 * its record over (6.3).
 */
export async function lockAutomatic(tx: Tx, workspaceId: string, numbers: readonly string[]): Promise<AutomaticRecord[]> {
  const wanted = await findAutomatic(tx, workspaceId, numbers);
  if (wanted.length === 0) return [];
  const theirs = [...new Set(wanted.map(({ e164 }) => e164))];
  await sql`
    select from calls where workspace_id = ${workspaceId} and client_number = any(${theirs}::text[]) order by pbx_call_id collate "C" for update
  `.execute(tx);
  const ids = [...new Set(wanted.map(({ id }) => id))];
  await sql`select from clients where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) order by id for update`.execute(
    tx,
  );
  return findAutomatic(tx, workspaceId, theirs); // a person may have been there meanwhile
}

/** Fenced by `offset 0`: it begins with these numbers, never with all records that nobody has touched. */
async function findAutomatic(tx: Tx, workspaceId: string, numbers: readonly string[]): Promise<AutomaticRecord[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<AutomaticRecord>`
    select c.id, c.type, n.e164 from client_numbers n cross join lateral (
      select c.id, c.type, c.automatic and c.touched_at is null and c.archived_at is null as untouched
      from clients c where c.workspace_id = ${workspaceId} and c.id = n.client_id offset 0) c
    where n.workspace_id = ${workspaceId} and n.e164 = any(${[...numbers]}::text[]) and n.state = 'current' and c.untouched
    order by c.id, n.e164
  `.execute(tx);
  return rows;
}
