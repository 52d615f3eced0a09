import { factFromJson, foldCall } from '@carillon/telephony';
import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { markHours } from '../../journal/mark-hours.ts';
import type { Database } from '../../db/schema.ts';
import { readCallContext } from './call-context.ts';
import type { Recorded } from './recorded.ts';
import { rowOf, saveCalls } from './save-calls.ts';

const BATCH = 500;

/** What folding all calls anew has found. */
export type Rebuilt = {
  calls: number;
  /** Calls of which no facts are kept: they can't be folded, and stay. */
  factless: number;
  differences: { pbxCallId: string; fields: string[] }[];
};

type Ledger = { workspaceId: string; connectionId: string };
type Options = { write: boolean; now: Date };

/** Folds every call of one connection anew from its facts, and compares; writes what differs where asked to. What people wrote is not touched. */
export async function rebuildCalls(db: Kysely<Database>, ledger: Ledger, options: Options): Promise<Rebuilt> {
  const rebuilt: Rebuilt = { calls: 0, factless: 0, differences: [] };
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null; ) {
    const from: string = after;
    after = await inWorkspace(db, ledger.workspaceId, (tx) => rebuildBatch(tx, { ...ledger, ...options, from }, rebuilt));
  }
  return rebuilt;
}

type Stored = Omit<Recorded, 'before' | 'after' | 'decidedBy' | 'newFacts' | 'repeated' | 'announcements'> & {
  row: Record<string, unknown>;
  participants: unknown[] | null;
  facts: unknown[] | null;
};

async function rebuildBatch(tx: Tx, batch: Ledger & Options & { from: string }, rebuilt: Rebuilt): Promise<string | null> {
  const { workspaceId, connectionId, now, write } = batch;
  const context = await readCallContext(tx, workspaceId, connectionId);
  const stored = context === undefined ? [] : await readStored(tx, batch);
  const changed: Recorded[] = [];
  for (const call of stored) {
    rebuilt.calls += 1;
    const facts = (call.facts ?? []).map(factFromJson).filter((fact) => fact !== null);
    if (facts.length === 0) {
      rebuilt.factless += 1;
      continue;
    }
    const after = foldCall(facts, { pbxCallId: call.pbxCallId, menuOnlyIsMissed: context?.menuOnlyIsMissed });
    const fields = differencesOf(call, after);
    if (fields.length === 0) continue;
    rebuilt.differences.push({ pbxCallId: call.pbxCallId, fields });
    changed.push({ ...call, version: call.version + 1, before: null, after, ...NOTHING_ELSE });
  }
  if (write && changed.length > 0) {
    const book = { workspaceId, connectionId, now, menuOnlyIsMissed: context?.menuOnlyIsMissed ?? true, effects: [] };
    await forgetParticipants(tx, workspaceId, changed);
    await saveCalls(tx, book, changed);
    await markHours(
      tx,
      workspaceId,
      changed.map(({ callId }) => callId),
    );
  }
  return stored.length < BATCH ? null : (stored.at(-1)?.callId ?? null);
}

const NOTHING_ELSE = { decidedBy: null, newFacts: [], repeated: new Set<string>(), announcements: [] };
/** Counted and decided besides the fold. */
const NOT_FOLDED: ReadonlySet<string> = new Set(['id', 'pbx_call_id', 'version', 'decision', 'confirmed', 'deadline_at']);

function differencesOf({ row, participants, ...call }: Stored, after: Recorded['after']): string[] {
  const folded = rowOf({ ...call, after });
  const fields = Object.keys(folded).filter((field) => !NOT_FOLDED.has(field) && plain(folded[field]) !== plain(row[field]));
  return plain(after.participants) === plain(participants ?? []) ? fields : [...fields, 'participants'];
}

/** One text for one value, whoever wrote it: moments by the millisecond, fields in one order. */
function plain(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, each: unknown) => {
    if (typeof each === 'string' && MOMENT.test(each)) return new Date(each).toISOString();
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

async function readStored(
  tx: Tx,
  { workspaceId, connectionId, from, write }: Ledger & Options & { from: string },
): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select k.id as "callId", k.pbx_call_id as "pbxCallId", k.version, k.confirmed, k.decision, to_jsonb(k) as row,
      (select jsonb_agg(jsonb_build_object('extension', p.extension, 'userId', p.user_id, 'rangAt', p.rang_at, 'answeredAt', p.answered_at,
          'leftAt', p.left_at, 'outcome', p.outcome, 'ring', p.ring) order by p.n)
        from call_participants p where p.workspace_id = k.workspace_id and p.call_id = k.id) as participants,
      (select jsonb_agg(f.fact) from call_facts f where f.workspace_id = k.workspace_id and f.call_id = k.id) as facts
    from calls k
    where k.workspace_id = ${workspaceId} and k.connection_id = ${connectionId} and k.id > ${from}
    order by k.id limit ${BATCH} ${write ? sql`for update of k` : sql``}
  `.execute(tx);
  return rows;
}

async function forgetParticipants(tx: Tx, workspaceId: string, calls: readonly Recorded[]): Promise<void> {
  await sql`
    delete from call_participants where workspace_id = ${workspaceId} and call_id = any(${calls.map(({ callId }) => callId)}::uuid[])
  `.execute(tx);
}
