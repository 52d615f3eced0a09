import { toFact, type TranslatedEvent } from '@carillon/telephony/zadarma';
import type { CallFact, SteeringReply } from '@carillon/telephony';
import type { WebhookEvent } from '@carillon/zadarma';
import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { isCollision } from '../../db/is-collision.ts';
import type { Database } from '../../db/schema.ts';
import { keepVisits } from '../../journal/keep-visits.ts';
import { type AccountEffect, isAccountEvent } from './account-news.ts';
import { announceCalls } from './announce-calls.ts';
import { type CallContext, readCallContext } from './call-context.ts';
import { recordFacts } from './record-facts.ts';
import type { CallEffect, News, Recorded } from './recorded.ts';

/** A stored delivery, read again or still in memory. */
export type Foldable = {
  id: string;
  receivedAt: Date;
  name: string;
  pbxCallId: string | null;
  event: WebhookEvent | null;
  fingerprint: string;
  spooled: boolean;
  /** What left the socket; `undefined` when nobody in this process answered it. */
  sent?:
    | { reply: object | null; decision: { steering: SteeringReply | null; blockId: string | null } | null; milliseconds: number }
    | undefined;
};

export type FoldDeps = {
  db: Kysely<Database>;
  now: () => Date;
  effects: readonly CallEffect[];
  accountEffects?: readonly AccountEffect[] | undefined;
};
export type Ledger = { workspaceId: string; connectionId: string };

/**
 * Turns stored deliveries of one connection into facts of their calls, in one transaction: facts, calls, effects, verdicts and
 * the announcement stand or fall together. Deliveries may come in any order, and again.
 */
export async function foldDeliveries(deps: FoldDeps, ledger: Ledger, deliveries: readonly Foldable[]): Promise<void> {
  const { effects, accountEffects } = deps;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inWorkspace(deps.db, ledger.workspaceId, (tx) =>
        foldWithin(tx, { ...ledger, now: deps.now(), effects, accountEffects }, deliveries),
      );
    } catch (error) {
      if (!isCollision(error) || attempt === 5) throw error; // another process made the same call at this moment: now we see it
    }
  }
}

type FoldBook = Ledger & { now: Date; effects: readonly CallEffect[]; accountEffects?: readonly AccountEffect[] | undefined };

/** As `foldDeliveries`, within a transaction that has claimed the deliveries already. */
export async function foldWithin(tx: Tx, book: FoldBook, deliveries: readonly Foldable[]): Promise<void> {
  // The deliveries themselves are safe on the disk: should this commit be lost in a crash, they are folded again.
  // The statements take whole batches as one parameter, so that one plan fits them all.
  await sql`select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(
    tx,
  );
  const context = await readCallContext(tx, book.workspaceId, book.connectionId);
  if (context === undefined) return;
  const told = deliveries.map((delivery) => ({ delivery, translated: translate(delivery, context) }));
  const news = told.flatMap(({ delivery, translated }) => (translated ? newsOf(delivery, translated) : []));
  const recorded = await recordFacts(tx, { ...book, menuOnlyIsMissed: context.menuOnlyIsMissed }, news);
  await settleDeliveries(
    tx,
    book,
    told.map(({ delivery, translated }) => settled(delivery, translated, recorded)),
  );
  await noteSigns(tx, book, { told, recorded });
  await keepVisits(
    tx,
    book,
    context,
    deliveries.map(({ event }) => event),
  );
  const account = deliveries.flatMap(({ event, ...delivery }) => (isAccountEvent(event) ? [{ ...delivery, event }] : []));
  if (account.length > 0) for (const effect of book.accountEffects ?? []) await effect(tx, book, account);
  await announceCalls(tx, book, [...recorded.values()]);
}

function translate({ event, receivedAt, spooled, fingerprint }: Foldable, context: CallContext): TranslatedEvent | null {
  if (event === null) return null;
  const { accountTimezone, country, areaCode, userOf, own } = context;
  return toFact(event, {
    receivedAt,
    late: spooled,
    fingerprint,
    accountTimezone,
    country,
    areaCode: areaCode ?? undefined,
    userOf,
    own,
  });
}

function newsOf(
  { id, receivedAt, fingerprint, spooled, sent }: Foldable,
  { fact, pbxCallId, stale, startedAt }: TranslatedEvent,
): News[] {
  const confirms = !stale && startedAt !== null;
  const happened: News = { pbxCallId, id, fact, confirms, decision: decisionOf(sent) };
  const steering = sent?.reply ? sent.decision?.steering : null;
  if (steering == null) return [happened];
  const steered: CallFact = { kind: 'steered', at: receivedAt, fingerprint, source: 'event', late: spooled, reply: steering };
  return [happened, { pbxCallId, id, fact: steered, confirms: false }];
}

/** Kept on the call, with what really left. */
function decisionOf(sent: Foldable['sent']): unknown {
  if (!sent?.decision) return null;
  const { reply, decision, milliseconds } = sent;
  if (reply === null) return { ...decision, reply: {}, steering: null, blockId: null, milliseconds }; // the line broke: it did nothing
  return { ...decision, reply, milliseconds };
}

type Settled = {
  id: string;
  received_at: Date;
  verdict: string;
  reply: object | null;
  milliseconds: number | null;
  call_id: string | null;
};

function settled(delivery: Foldable, translated: TranslatedEvent | null, recorded: ReadonlyMap<string, Recorded>): Settled {
  const call = translated ? recorded.get(translated.pbxCallId) : undefined;
  return {
    id: delivery.id,
    received_at: delivery.receivedAt,
    verdict: verdictOf(delivery, translated, call),
    reply: delivery.sent?.reply ?? null,
    milliseconds: delivery.sent?.milliseconds ?? null,
    call_id: call?.callId ?? null,
  };
}

function verdictOf({ id, event }: Foldable, translated: TranslatedEvent | null, call: Recorded | undefined): string {
  if (event === null || event.event === 'unrecognised') return 'unknown';
  if (translated === null) return 'accepted';
  if (translated.stale && (begins(translated) || !call?.confirmed)) return 'stale';
  return call === undefined || call.repeated.has(id) ? 'repeated' : 'accepted';
}

const begins = ({ fact }: TranslatedEvent): boolean => fact.kind === 'arrived' || fact.kind === 'dialled';

/** Two may fold one delivery, its own queue and whoever took it for a leftover: the first verdict stands, what left the socket is added. */
async function settleDeliveries(tx: Tx, { workspaceId, now }: Ledger & { now: Date }, rows: readonly Settled[]): Promise<void> {
  await sql`select settle_deliveries(${workspaceId}, ${now}, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

type Told = { delivery: Foldable; translated: TranslatedEvent | null };

/** What deliveries tell besides their call: a clock that disagrees (F7), that RECORD is switched on (1.5), a blacklist that worked (10.1). */
async function noteSigns(
  tx: Tx,
  { workspaceId, connectionId, now }: Ledger & { now: Date },
  { told, recorded }: { told: readonly Told[]; recorded: ReadonlyMap<string, Recorded> },
): Promise<void> {
  const skewed = told.flatMap(({ delivery, translated }) => {
    const quarters = Math.round((translated?.clockSkewMinutes ?? 0) / 15);
    if (translated === null || quarters === 0 || delivery.spooled) return [];
    // who is rung in the middle of a long call tells nothing of the clock
    return begins(translated) || recorded.get(translated.pbxCallId)?.before === null
      ? [{ pbx_call_id: translated.pbxCallId, quarter_hours: quarters }]
      : [];
  });
  if (skewed.length > 0) {
    await sql`
      insert into clock_disagreements (workspace_id, connection_id, pbx_call_id, seen_at, quarter_hours)
      select ${workspaceId}, ${connectionId}, r.pbx_call_id, ${now}, r.quarter_hours
      from jsonb_to_recordset(${JSON.stringify(skewed)}::jsonb) as r (pbx_call_id text, quarter_hours integer) on conflict do nothing
    `.execute(tx);
  }
  if (told.some(({ delivery }) => delivery.event?.event === 'NOTIFY_RECORD')) {
    await sql`
      update connections set record_seen_at = ${now} where workspace_id = ${workspaceId} and id = ${connectionId} and record_seen_at is null
    `.execute(tx);
  }
  const deciders = new Set([...recorded.values()].map(({ decidedBy }) => decidedBy));
  const blocks = told.flatMap(({ delivery: { id, sent } }) =>
    deciders.has(id) && sent?.reply && sent.decision?.blockId ? [sent.decision.blockId] : [],
  );
  if (blocks.length > 0) {
    await sql`
      update number_blocks b set hits = b.hits + h.hits, last_hit_at = ${now}
      from (select id, count(*)::int as hits from unnest(${blocks}::uuid[]) as id group by id) h
      where b.workspace_id = ${workspaceId} and b.id = h.id
    `.execute(tx);
  }
}
