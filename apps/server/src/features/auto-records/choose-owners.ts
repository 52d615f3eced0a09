import type { RecordOwner } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { AutoBook } from './auto-book.ts';

/** Who each of these owners is now, in their order; `null` is the pool. Nobody who has left gets anything. */
export async function chooseOwners(tx: Tx, book: AutoBook, owners: readonly RecordOwner[]): Promise<(string | null)[]> {
  const named = owners.flatMap((owner) => (owner.kind === 'user' ? [owner.userId] : []));
  const active = named.length > 0 ? await findActive(tx, book.workspaceId, named) : new Set<string>();
  const inTurn = await takeTurns(tx, book, owners.filter(({ kind }) => kind === 'next-in-turn').length);
  return owners.map((owner) => {
    if (owner.kind === 'pool') return null;
    if (owner.kind === 'next-in-turn') return inTurn.shift() ?? book.defaultResponsibleId;
    return owner.kind === 'user' && active.has(owner.userId) ? owner.userId : book.defaultResponsibleId;
  });
}

async function findActive(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from users where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and active
  `.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** 6.3: the next ones among those present: with a phone that is not known to be off, and not away. The turn is one for all processes. */
async function takeTurns(tx: Tx, { workspaceId, connectionId, now }: AutoBook, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows: turns } = await sql<{ last: string | null }>`
    insert into assignment_turns (workspace_id) values (${workspaceId})
    on conflict (workspace_id) do update set last_user_id = assignment_turns.last_user_id returning last_user_id as last
  `.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select u.id from extensions e join users u on u.workspace_id = e.workspace_id and u.id = e.user_id
    where e.workspace_id = ${workspaceId} and e.connection_id = ${connectionId} and e.vanished_at is null
      and u.active and (u.absent_until is null or u.absent_until <= ${now})
      and (e.online is distinct from false or e.online_at < ${now}::timestamptz - interval '3 minutes')
    order by u.id
  `.execute(tx);
  const present = rows.map(({ id }) => id);
  if (present.length === 0) return [];
  const last = turns[0]?.last ?? '';
  const start = present.findIndex((id) => id > last);
  const from = start === -1 ? 0 : start;
  const chosen = Array.from({ length: count }, (_none, n) => present[(from + n) % present.length] ?? '');
  await sql`update assignment_turns set last_user_id = ${chosen.at(-1)} where workspace_id = ${workspaceId}`.execute(tx);
  return chosen;
}
