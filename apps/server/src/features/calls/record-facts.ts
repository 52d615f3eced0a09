import {
  type Announcement,
  announcementsOf,
  type Call,
  type CallFact,
  factFromJson,
  foldCall,
  sameCall,
} from '@carillon/telephony';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import { adoptRequests } from './adopt-requests.ts';
import { linkClients } from './link-clients.ts';
import { linkLegs } from './link-legs.ts';
import type { CallBook, News, Recorded } from './recorded.ts';
import { saveCalls } from './save-calls.ts';

const POPUP_AGE_MS = 60_000;

/**
 * The only path by which something about a call becomes true: notifications, clicks and the clock all end here. Many calls at once,
 * because under load one transaction for all is what keeps the door free. Within the caller's transaction: locks the calls, adds
 * the facts, folds, and saves with everything owed.
 *
 * @throws a unique violation (23505) when another process made one of these calls at this moment: run the transaction again.
 */
export async function recordFacts(tx: Tx, book: CallBook, news: readonly News[]): Promise<Map<string, Recorded>> {
  if (news.length === 0) return new Map();
  const known = await lockCalls(tx, book, [...new Set(news.map(({ pbxCallId }) => pbxCallId))].toSorted());
  const adopted = await adoptRequests(tx, book, { news, known });
  if (adopted.begun.length > 0) for (const [id, call] of await lockCalls(tx, book, adopted.begun)) known.set(id, call);
  const recorded = new Map<string, Recorded>();
  for (const [pbxCallId, told] of byCall([...news, ...adopted.news]))
    recorded.set(pbxCallId, fold(book, known.get(pbxCallId), { pbxCallId, told }));
  const changed = [...recorded.values()].filter(({ newFacts, decidedBy }) => newFacts.length > 0 || decidedBy !== null);
  await saveCalls(tx, book, changed);
  await linkClients(tx, book, changed);
  const { legs, joined } = await linkLegs(tx, book, changed);
  for (const call of changed) if (legs.has(call.callId)) call.announcements = []; // the call they belong to is announced
  const happened = changed.filter(({ confirmed }) => confirmed);
  const clientCalls = happened.filter(({ callId }) => !legs.has(callId));
  for (const effect of book.effects) {
    const calls = effect.ofLegsToo ? happened : clientCalls;
    if (calls.length > 0) await effect(tx, { ...book, joined }, calls);
  }
  return recorded;
}

type Known = {
  id: string;
  pbxCallId: string;
  version: number;
  confirmed: boolean;
  decision: unknown;
  facts: { id: string; kind: string; fact: unknown }[];
};

function byCall(news: readonly News[]): Map<string, News[]> {
  const groups = new Map<string, News[]>();
  for (const item of news) {
    const group = groups.get(item.pbxCallId);
    if (group) group.push(item);
    else groups.set(item.pbxCallId, [item]);
  }
  return groups;
}

const REPEAT_MS = 3000;

/** For the event log only: the fold itself knows what is one fact. */
function wasJustTold(fact: CallFact, facts: readonly CallFact[]): boolean {
  return facts.some(
    (other) =>
      other !== fact && other.kind === fact.kind && other.fingerprint === fact.fingerprint && isJustBefore(other, fact, facts),
  );
}

function isJustBefore(other: CallFact, fact: CallFact, facts: readonly CallFact[]): boolean {
  const gap = +fact.at - +other.at;
  return gap > 0 ? gap <= REPEAT_MS : gap === 0 && facts.indexOf(other) < facts.indexOf(fact);
}

async function lockCalls(tx: Tx, { workspaceId, connectionId }: CallBook, pbxCallIds: string[]): Promise<Map<string, Known>> {
  // One look-up a key, fenced by `offset 0`: a plan made while the table was small must not become a walk through all calls.
  const { rows } = await sql<Omit<Known, 'facts'>>`
    select c.* from unnest(${pbxCallIds}::text[]) told (pbx_call_id) cross join lateral (
      select id, pbx_call_id as "pbxCallId", version, confirmed, decision from calls
      where workspace_id = ${workspaceId} and connection_id = ${connectionId} and pbx_call_id = told.pbx_call_id
      offset 0 for update) c
  `.execute(tx);
  const known = new Map(rows.map((row) => [row.id, { ...row, facts: [] as Known['facts'] }]));
  if (rows.length > 0) {
    // A statement of its own, after the locks: it sees what the process before us has just committed.
    const { rows: facts } = await sql<{ callId: string; id: string; kind: string; fact: unknown }>`
      select call_id as "callId", id, kind, fact from call_facts where workspace_id = ${workspaceId} and call_id = any(${[...known.keys()]}::uuid[])
    `.execute(tx);
    for (const { callId, ...fact } of facts) known.get(callId)?.facts.push(fact);
  }
  return new Map([...known.values()].map((call) => [call.pbxCallId, call]));
}

function fold(book: CallBook, known: Known | undefined, { pbxCallId, told }: { pbxCallId: string; told: News[] }): Recorded {
  const options = { pbxCallId, menuOnlyIsMissed: book.menuOnlyIsMissed };
  const had = new Set(known?.facts.map(({ id, kind }) => `${id} ${kind}`));
  const fresh = told.filter(({ id, fact }) => !had.has(`${id} ${fact.kind}`));
  const old = (known?.facts ?? []).map(({ fact }) => factFromJson(fact)).filter((fact) => fact !== null);
  const before = old.length > 0 ? foldCall(old, options) : null;
  const after = foldCall([...old, ...fresh.map(({ fact }) => fact)], options);
  const wasConfirmed = known?.confirmed ?? false;
  const confirmed = wasConfirmed || told.some(({ confirms }) => confirms);
  const decided = known?.decision == null ? told.find((item) => item.decision != null) : undefined;
  const decision = known?.decision ?? decided?.decision ?? null;
  const isNews = !sameCall(before, after) || confirmed !== wasConfirmed || decided !== undefined;
  return {
    callId: known?.id ?? told.find(({ callId }) => callId)?.callId ?? uuidv7(),
    pbxCallId,
    version: (known?.version ?? 0) + (isNews ? 1 : 0),
    confirmed,
    before,
    after,
    decision,
    decidedBy: decided?.id ?? null,
    newFacts: fresh.map(({ id, fact }) => ({ id, fact })),
    repeated: new Set(
      fresh.filter(({ fact }) => wasJustTold(fact, [...old, ...fresh.map((other) => other.fact)])).map(({ id }) => id),
    ),
    announcements: confirmed ? announcementsOf(wasConfirmed ? before : null, after).filter(isRecent(book.now, after, fresh)) : [],
  };
}

/** F5: what happened longer ago makes no pop-up. A phone that dials has no ring of its own: then the news themselves count. */
function isRecent(now: Date, { rings }: Call, fresh: readonly News[]): (announcement: Announcement) => boolean {
  const newest = Math.max(...fresh.map(({ fact }) => +fact.at));
  return (told) => {
    if (told.type !== 'call.ringing') return true;
    const rung = rings.find(({ extension, ring }) => extension === told.extension && ring === told.ring);
    return +now - +(rung?.startedAt ?? newest) < POPUP_AGE_MS;
  };
}
