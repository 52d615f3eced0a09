import { createHash } from 'node:crypto';
import { type CallFact, factFromJson } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { announceCalls } from './announce-calls.ts';
import { readCallContext } from './call-context.ts';
import { recordFacts } from './record-facts.ts';
import type { CallEffect } from './recorded.ts';

type Ledger = { workspaceId: string; connectionId: string };

/** What the statistics add to one call. `old`: so long ago that it makes no lead, task or notice. */
export type Repair = { pbxCallId: string; facts: readonly CallFact[]; old: boolean };

/** A call as it is known before it is compared. */
export type KnownCall = { id: string; pbxCallId: string; confirmed: boolean; facts: CallFact[] };

/** What comparing with the statistics needs of the calls. */
export type CallLedger = {
  readContext: typeof readCallContext;
  readKnown: (tx: Tx, ledger: Ledger, pbxCallIds: readonly string[]) => Promise<Map<string, KnownCall>>;
  /** @returns the ids of the calls by the PBX's. */
  record: (tx: Tx, ledger: Ledger & { now: Date }, repairs: readonly Repair[]) => Promise<Map<string, string>>;
};

/** The journal's door for reconciliation: its repairs become true by `recordFacts` like everything else. */
export function callLedger(effects: { fresh: readonly CallEffect[]; old: readonly CallEffect[] }): CallLedger {
  return {
    readContext: readCallContext,
    readKnown,
    record: async (tx, ledger, repairs) => {
      const ids = new Map<string, string>();
      for (const old of [false, true]) {
        const some = repairs.filter((repair) => repair.old === old);
        const recorded = await recordSome(tx, { ...ledger, effects: old ? effects.old : effects.fresh }, some);
        for (const [pbxCallId, { callId }] of recorded) ids.set(pbxCallId, callId);
      }
      return ids;
    },
  };
}

type Book = Ledger & { now: Date; effects: readonly CallEffect[] };

async function recordSome(tx: Tx, book: Book, repairs: readonly Repair[]): ReturnType<typeof recordFacts> {
  const context = repairs.length > 0 ? await readCallContext(tx, book.workspaceId, book.connectionId) : undefined;
  if (context === undefined) return new Map();
  const news = repairs.flatMap(({ pbxCallId, facts }) =>
    facts.map((fact) => ({ pbxCallId, id: idOf(pbxCallId, fact), fact, confirms: true })),
  );
  const recorded = await recordFacts(tx, { ...book, menuOnlyIsMissed: context.menuOnlyIsMissed }, news);
  const wereRunning = [...recorded.values()].filter(({ before }) => before !== null && before.endedAt === null);
  await announceCalls(tx, book, wereRunning); // their pop-ups close; what is over is no news to anybody's screen
  return recorded;
}

/** The same fact of the same call has the same id, whenever and however often it is found. */
function idOf(pbxCallId: string, { kind, fingerprint }: CallFact): string {
  const hex = createHash('sha256').update(`${pbxCallId} ${kind} ${fingerprint}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function readKnown(
  tx: Tx,
  { workspaceId, connectionId }: Ledger,
  pbxCallIds: readonly string[],
): Promise<Map<string, KnownCall>> {
  // One look-up a key, fenced by `offset 0`: see lockCalls.
  const { rows } = await sql<Omit<KnownCall, 'facts'> & { facts: unknown[] | null }>`
    select c.* from unnest(${[...pbxCallIds]}::text[]) told (pbx_call_id) cross join lateral (
      select k.id, k.pbx_call_id as "pbxCallId", k.confirmed,
        (select json_agg(f.fact) from call_facts f where f.workspace_id = k.workspace_id and f.call_id = k.id) as facts
      from calls k where k.workspace_id = ${workspaceId} and k.connection_id = ${connectionId} and k.pbx_call_id = told.pbx_call_id
      offset 0) c
  `.execute(tx);
  return new Map(
    rows.map((row) => [row.pbxCallId, { ...row, facts: (row.facts ?? []).map(factFromJson).filter((fact) => fact !== null) }]),
  );
}
