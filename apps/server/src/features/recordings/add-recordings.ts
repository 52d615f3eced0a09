import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { isSameId } from './same-id.ts';

/**
 * What is known of one call's recordings, or of one leg's that stand under its conversation (F11). `nameless`: the provider told that there
 * is one, and not which.
 */
export type ToldRecordings = {
  callId: string;
  legId: string | null;
  startedAt: Date;
  providerIds: readonly string[];
  nameless: boolean;
};

type Known = { callId: string; legId: string | null; n: number; providerId: string | null };

/**
 * Puts the recordings into the queue that are not there yet, each once, whatever is told how often and in which order. Within the
 * transaction that holds the calls' locks, so that the numbers of a call are given one after the other.
 *
 * @returns how many are new.
 */
export async function addRecordings(
  tx: Tx,
  { workspaceId, now, dueAt }: { workspaceId: string; now: Date; dueAt: Date },
  told: readonly ToldRecordings[],
): Promise<number> {
  const known = await knownOf(tx, workspaceId, told);
  const rows = told.flatMap((call) => {
    const before = known.get(call.callId) ?? [];
    const fresh = newRows(call, before);
    known.set(call.callId, [
      ...before,
      ...fresh.map(({ n, leg_id: legId }) => ({ callId: call.callId, legId, n, providerId: '' })),
    ]);
    return fresh;
  });
  if (rows.length === 0) return 0;
  // A nameless one that now has a name, one whose name had lost its last zeros, and new ones, in one go.
  const { rows: made } = await sql<{ isNew: boolean }>`
    insert into call_recordings as c (workspace_id, call_id, n, leg_id, provider_id, started_at, due_at, created_at)
    select ${workspaceId}, r.call_id, r.n, r.leg_id, r.provider_id, r.started_at, ${dueAt}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (call_id uuid, n smallint, leg_id uuid, provider_id text, started_at timestamptz)
    on conflict (workspace_id, call_id, n) do update set provider_id = excluded.provider_id
      where c.provider_id is null or length(c.provider_id) < length(excluded.provider_id)
    returning c.created_at = ${now}::timestamptz as "isNew"
  `.execute(tx);
  return made.filter(({ isNew }) => isNew).length;
}

async function knownOf(tx: Tx, workspaceId: string, told: readonly ToldRecordings[]): Promise<Map<string, Known[]>> {
  const { rows } = await sql<Known>`
    select k.* from unnest(${[...new Set(told.map(({ callId }) => callId))]}::uuid[]) t (id) cross join lateral (
      select call_id as "callId", leg_id as "legId", n, provider_id as "providerId" from call_recordings
      where workspace_id = ${workspaceId} and call_id = t.id order by n offset 0) k
  `.execute(tx);
  const known = new Map<string, Known[]>();
  for (const row of rows) known.set(row.callId, [...(known.get(row.callId) ?? []), row]);
  return known;
}

type Row = { call_id: string; n: number; leg_id: string | null; provider_id: string | null; started_at: Date };

function newRows({ callId, legId, startedAt, providerIds, nameless }: ToldRecordings, known: readonly Known[]): Row[] {
  const row = (n: number, providerId: string | null): Row => ({
    call_id: callId,
    n,
    leg_id: legId,
    provider_id: providerId,
    started_at: startedAt,
  });
  const own = known.filter((each) => each.legId === legId);
  const next = Math.max(0, ...known.map(({ n }) => n)) + 1;
  const fresh = providerIds.filter((id) => !own.some(({ providerId }) => isSameId(providerId, id)));
  const whole = own.flatMap(({ n, providerId }) =>
    providerIds
      .filter((id) => providerId !== null && id.length > providerId.length && isSameId(providerId, id))
      .map((id) => row(n, id)),
  );
  if (fresh.length === 0 && whole.length === 0)
    return nameless && own.length === 0 && providerIds.length === 0 ? [row(next, null)] : [];
  const unnamed = own.find(({ providerId }) => providerId === null)?.n;
  const numbers = unnamed === undefined ? fresh.map((_, i) => next + i) : [unnamed, ...fresh.slice(1).map((_, i) => next + i)];
  return [...whole, ...fresh.map((id, i) => row(numbers[i] ?? next, id))];
}
