import { reply } from '@carillon/zadarma';
import { readNumber } from '@carillon/telephony';
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { FastifyPluginAsync } from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { ClientConfig, Pool } from 'pg';
import { accountEffects } from './account-effects.ts';
import { callChannels } from './call-channels.ts';
import { listen } from './db/listen.ts';
import type { Database } from './db/schema.ts';
import { expireCalls } from './features/calls/expire-calls.ts';
import type { Foldable } from './features/calls/fold-deliveries.ts';
import type { CallEffect } from './features/calls/recorded.ts';
import { foldLeftovers } from './features/calls/fold-leftovers.ts';
import { FoldQueue } from './features/calls/fold-queue.ts';
import { describeRing, snapshotFor } from './features/calls/live-calls.ts';
import { recordFacts } from './features/calls/record-facts.ts';
import { giveUpRequests } from './features/dialling/give-up-requests.ts';
import { LiveHub } from './features/live/live-hub.ts';
import { Presence, PRESENCE_EVERY_MS } from './features/live/presence.ts';
import { escalateMissedCalls } from './features/missed/escalate.ts';
import { pushRing, type PushedRing } from './features/push/push-rings.ts';
import { Relay } from './features/relay/relay.ts';
import { decideReply, type StoredDecision } from './features/routing/decide-reply.ts';
import { countJournals } from './journal/count-journal.ts';
import { DoorStore } from './features/webhooks/door-store.ts';
import { Doorkeeper } from './features/webhooks/doorkeeper.ts';
import { drainSpool } from './features/webhooks/drain-spool.ts';
import { Quarantine } from './features/webhooks/quarantine.ts';
import { fingerprintOf, readDelivery } from './features/webhooks/read-delivery.ts';
import { receiveDelivery, type ReceiveDeps } from './features/webhooks/receive-delivery.ts';
import { replayQuarantine } from './features/webhooks/replay-quarantine.ts';
import { webhookRoutes } from './features/webhooks/routes.ts';
import type { Spool } from './features/webhooks/spool.ts';
import { warmDoor } from './features/webhooks/warm-door.ts';
import type { Logger } from './http/logging.ts';
import { Repeating } from './jobs/repeating.ts';

export type TrafficDeps = {
  db: Kysely<Database>;
  /** For the door alone, so that no page's query stands in a caller's way. */
  doorPool: Pool;
  /** See ReceiveDeps. */
  budgetMs?: number | undefined;
  connection: ClientConfig;
  spool: Spool;
  serverSecret: string;
  baseDomain: string | undefined;
  isReady: () => boolean;
  count: ReceiveDeps['count'];
  observe: (seconds: number) => void;
  /** What other features owe a call that has changed, in this order. */
  effects: readonly CallEffect[];
  now: () => Date;
  /** Whether calls without an end, people who wait, and figures are seen to now and then; not where a test's time is its own. */
  looksAfter?: boolean;
  log: Logger;
};

export type Traffic = {
  door: FastifyPluginAsync;
  hub: LiveHub;
  folding: () => number;
  /** Call it whenever the database has become ready. */
  databaseIsBack: () => void;
  onKeysCorrected: (workspaceId: string, connectionId: string) => Promise<void>;
  /** Closes the streams of somebody who may hear nothing more, in every server process. */
  onUserDeactivated: (workspaceId: string, userId: string) => void;
  /** Everything received so far is folded; for tests and for an orderly end. */
  settle: () => Promise<void>;
  close: () => Promise<void>;
};

const LEFTOVER_AGE_MS = 5000;
/** Of the 300 ms (F5) the rest is for the spool and the way out. */
const DATABASE_BUDGET_MS = 180;
const BUSY_CALLERS = 6;
const BREAKER_FAILURES = 2;
const BREAKER_PAUSE_MS = 300; // a stall is soon over; a hanging database costs one caller in 300 ms its patience

/** The spine: door, decision, fold, announcement, and the clocks that see to what was left over. */
// long because: it is the wiring, one line a part
export function openTraffic(deps: TrafficDeps): Traffic {
  const { db, doorPool, spool, effects, now, log } = deps;
  const doorkeeper = new Doorkeeper({ pool: doorPool, serverSecret: deps.serverSecret, baseDomain: deps.baseDomain, log });
  const quarantine = new Quarantine({ pool: doorPool, log, budgetMs: deps.budgetMs });
  const waiting = { callers: 0 };
  const queue = new FoldQueue({
    db,
    effects,
    accountEffects: accountEffects(),
    now,
    log,
    isDoorBusy: () => waiting.callers >= BUSY_CALLERS,
  });
  const relay = new Relay({ db, now, log, isReady: deps.isReady });
  const presence = new Presence({ db, now, log });
  const hub = new LiveHub(presence);
  const leftovers = (olderThanMs: number): Promise<number> =>
    foldLeftovers({ db, effects, accountEffects: accountEffects(), now, log, read: readForFold }, olderThanMs);
  const drain = (): Promise<number> =>
    drainSpool({ pool: doorPool, doorkeeper, spool, quarantine, passOn: (kept) => relay.pass(kept), now, log });
  const clocks = clocksOf(deps, {
    leftovers: async () => {
      if (queue.length === 0) await leftovers(LEFTOVER_AGE_MS); // what this process has at hand is no leftover
    },
    drain,
    presence: () => presence.renew(hub.listeners()),
  });
  const push = { db, secret: deps.serverSecret, now, log, describe: (ring: PushedRing) => describeRing({ db, now }, ring) };
  const ears = listen({
    connection: deps.connection,
    log,
    onConnected: () => void refreshEverybody(deps, hub),
    channels: callChannels({ ...deps, doorkeeper, hub, pushRing: (ring) => pushRing(push, ring) }),
  });

  return {
    door: doorOf(deps, { doorkeeper, quarantine, queue, relay, waiting }),
    hub,
    folding: () => queue.length,
    databaseIsBack: () => {
      doorkeeper.reload().catch((err: unknown) => log.warn({ err }, 'The connections could not be read'));
      warmDoor(doorPool, now()).catch((err: unknown) => log.warn({ err }, 'The door could not be warmed up'));
      for (const clock of clocks) clock.now();
    },
    onKeysCorrected: async (workspaceId, connectionId) => {
      await replayQuarantine({ db, doorkeeper, now }, workspaceId, connectionId);
    },
    onUserDeactivated: (workspaceId, userId) => {
      hub.closeUser(workspaceId, userId);
      tellOfDeactivation(deps, workspaceId, userId);
    },
    settle: async () => {
      await queue.idle();
      await drain();
      await leftovers(0);
      await relay.settle();
    },
    close: async () => {
      hub.closeAll();
      await Promise.all([...clocks.map((clock) => clock.stop()), ears.close()]);
      await Promise.all([queue.idle(), relay.close()]);
    },
  };
}

type DoorParts = {
  doorkeeper: Doorkeeper;
  quarantine: Quarantine;
  queue: FoldQueue;
  relay: Relay;
  waiting: { callers: number };
};

function doorOf(deps: TrafficDeps, { doorkeeper, quarantine, queue, relay, waiting }: DoorParts): FastifyPluginAsync {
  const { doorPool, spool, now, log, budgetMs = DATABASE_BUDGET_MS, count } = deps;
  const store = new DoorStore(doorPool, budgetMs);
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: BREAKER_PAUSE_MS,
    breaker: new ConsecutiveBreaker(BREAKER_FAILURES),
  });
  const passOn: ReceiveDeps['passOn'] = (kept) => relay.pass(kept);
  const receive: ReceiveDeps = { store, breaker, doorkeeper, spool, quarantine, passOn, decide, now, log, count };
  return webhookRoutes({
    doorkeeper,
    now,
    receive: async (delivery) => {
      waiting.callers += 1;
      try {
        return await receiveDelivery(receive, delivery);
      } finally {
        waiting.callers -= 1;
      }
    },
    answered: ({ stored, read, connection }, sent) => {
      deps.observe(sent.milliseconds / 1000);
      const decision = sent.decision as StoredDecision | null; // what `decide` below returned
      queue.push(stored, { ...asFoldable(stored.delivery, read), spooled: false, sent: { ...sent, decision } });
      passOn({ delivery: stored.delivery, event: stored.event, connection });
    },
  });
}

function tellOfDeactivation({ db, log }: TrafficDeps, workspaceId: string, userId: string): void {
  sql`select pg_notify('carillon_users', ${JSON.stringify({ workspaceId, userId })})`
    .execute(db)
    .catch((err: unknown) => log.warn({ err }, 'Other server processes could not be told of a deactivated user'));
}

/** What must happen without anybody asking, while there is a database. */
function clocksOf(
  { db, doorPool, effects, isReady, now, log, looksAfter = true }: TrafficDeps,
  { leftovers, drain, presence }: Record<'leftovers' | 'drain' | 'presence', () => Promise<unknown>>,
): Repeating[] {
  const clock = (name: string, everyMs: number, work: () => Promise<unknown>): Repeating =>
    new Repeating({
      name,
      everyMs,
      log,
      work: async () => {
        if (isReady()) await work();
      },
    });
  const always = [
    clock('leftover notifications', 1000, leftovers),
    clock('the spool', 1000, drain),
    clock('who has a page open', PRESENCE_EVERY_MS, presence),
  ];
  if (!looksAfter) return always;
  return [
    ...always,
    clock('calls without an end', 10_000, () => expireCalls({ db, effects, now })),
    clock('calls asked for and never placed', 10_000, () => giveUpRequests({ db, now, recordFacts })),
    clock('missed calls nobody took', 20_000, () => escalateMissedCalls({ db, now })),
    clock('the figures of the journal', 5_000, () => countJournals({ db, now })),
    clock('partitions', 6 * 3_600_000, () => doorPool.query('select prepare_delivery_partitions($1)', [now()])),
  ];
}

function decide({ facts, read, connection, at }: Parameters<ReceiveDeps['decide']>[0]): ReturnType<ReceiveDeps['decide']> {
  const { event } = read;
  if (event?.event !== 'NOTIFY_START') return { reply: reply.continue(), decision: null };
  const { country, areaCode } = connection;
  const decision = decideReply(facts, readNumber(event.callerId, { door: 'pbx', country, areaCode: areaCode ?? undefined }), at);
  return { reply: decision.reply, decision };
}

type Raw = { contentType: string; raw: Buffer };
type Readable = Raw & { id: string; receivedAt: Date };

const asFoldable = ({ id, receivedAt }: Readable, read: ReturnType<typeof readDelivery>): Omit<Foldable, 'spooled'> => ({
  id,
  receivedAt,
  name: read.name,
  pbxCallId: read.pbxCallId,
  event: read.event,
  fingerprint: fingerprintOf(read.form),
});

function readForFold(row: Raw): Pick<Foldable, 'name' | 'pbxCallId' | 'event' | 'fingerprint'> {
  const read = readDelivery(row);
  return { name: read.name, pbxCallId: read.pbxCallId, event: read.event, fingerprint: fingerprintOf(read.form) };
}

/** After a time without ears, everybody gets the truth anew. */
async function refreshEverybody({ db, now, log }: TrafficDeps, hub: LiveHub): Promise<void> {
  for (const listener of hub.listeners()) {
    try {
      hub.send(listener, await snapshotFor({ db, now }, listener));
    } catch (err) {
      log.warn({ err }, 'A snapshot could not be sent');
    }
  }
}
