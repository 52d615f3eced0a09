import { toFact } from '@carillon/telephony/zadarma';
import { reply, type Reply, verifySignature } from '@carillon/zadarma';
import { BrokenCircuitError, type CircuitBreakerPolicy } from 'cockatiel';
import type { Logger } from '../../http/logging.ts';
import type { CallerFacts } from './caller-facts.ts';
import type { Delivery } from './delivery.ts';
import type { DoorConnection, Doorkeeper } from './doorkeeper.ts';
import type { Quarantine } from './quarantine.ts';
import { type ReadDelivery, readDelivery } from './read-delivery.ts';
import type { Spool } from './spool.ts';
import type { DoorStore } from './door-store.ts';
import type { Stored } from './store-deliveries.ts';

/** What the reply was decided from and why; opaque here, kept with the call. */
type Decided = { reply: Reply; decision: unknown };

/** A delivery that is stored and waits to be folded into its call. */
export type StoredDelivery = { stored: Stored; read: ReadDelivery; connection: DoorConnection };

export type ReceiveDeps = {
  store: DoorStore;
  /** Opens while the database hangs, so that not every caller waits for it. */
  breaker: CircuitBreakerPolicy;
  doorkeeper: Doorkeeper;
  spool: Spool;
  quarantine: Quarantine;
  /** Another system may want what was kept here; waits for nothing. */
  passOn: (kept: { delivery: Delivery; event: string; connection: DoorConnection }) => void;
  decide: (question: { facts: CallerFacts; read: ReadDelivery; connection: DoorConnection; at: Date }) => Decided;
  now: () => Date;
  log: Logger;
  count: (verdict: 'accepted' | 'spooled' | 'refused' | 'unknown' | 'not-kept') => void;
};

export type Received =
  | { outcome: 'stored'; reply: Reply; decision: unknown; delivery: StoredDelivery }
  | { outcome: 'spooled'; reply: Reply }
  | { outcome: 'refused' | 'unknown-host' | 'not-kept' };

/** Somebody is on the line: verify, keep, decide, all from local data. Whatever fails on our side, the call goes its ordinary way. */
export async function receiveDelivery(deps: ReceiveDeps, delivery: Delivery): Promise<Received> {
  const connection = deps.doorkeeper.find(delivery.host) ?? (await foundAnew(deps, delivery.host));
  if (connection === undefined) return deps.doorkeeper.ready ? { outcome: 'unknown-host' } : keepForLater(deps, delivery);
  const read = readDelivery(delivery);
  const trusted = await verified(deps, { delivery, read, connection });
  if (trusted === undefined) {
    deps.count('refused');
    await deps.quarantine.keep({ delivery, read, connection });
    return { outcome: 'refused' };
  }
  const stored = asStored({ delivery, read, connection: trusted });
  try {
    const facts = await deps.breaker.execute(() => deps.store.store(stored));
    deps.count(read.event === null || read.event.event === 'unrecognised' ? 'unknown' : 'accepted');
    const decided = decide(deps, { facts, read, connection: trusted, at: delivery.receivedAt });
    return { outcome: 'stored', ...decided, delivery: { stored, read, connection: trusted } };
  } catch (error) {
    if (!(error instanceof BrokenCircuitError))
      deps.log.warn({ err: error }, 'A notification could not be stored and goes to the spool');
    const received = await keepForLater(deps, { ...delivery, passedOn: true });
    if (received.outcome === 'spooled') deps.passOn({ delivery, event: read.name, connection: trusted });
    return received;
  }
}

/** A company may have been founded a moment ago. */
async function foundAnew({ doorkeeper, now }: ReceiveDeps, host: string): Promise<DoorConnection | undefined> {
  const reread = doorkeeper.ready && (await doorkeeper.reloadSometimes(+now()).catch(() => false));
  return reread ? doorkeeper.find(host) : undefined;
}

type Question = { delivery: Delivery; read: ReadDelivery; connection: DoorConnection };

/** The connection whose secret the signature belongs to. Keys may have been changed by another process a moment ago: look once more. */
async function verified(deps: ReceiveDeps, { delivery, read, connection }: Question): Promise<DoorConnection | undefined> {
  if (isGenuine(delivery, read, connection)) return connection;
  if (delivery.signature === undefined) return undefined;
  const reread = await deps.doorkeeper.reloadSometimes(+deps.now()).catch(() => false);
  const again = reread ? deps.doorkeeper.byId(connection.connectionId) : undefined;
  return again && isGenuine(delivery, read, again) ? again : undefined;
}

export const isGenuine = ({ signature }: Delivery, { form }: ReadDelivery, { secret }: DoorConnection): boolean =>
  secret !== undefined && verifySignature(form, signature, secret) === 'valid';

/** The row that keeps the delivery. Only a START that is not stale waits for a decision. */
export function asStored({ delivery, read, connection }: Question, spooled = false): Stored {
  const { event } = read;
  return {
    delivery,
    workspaceId: connection.workspaceId,
    connectionId: connection.connectionId,
    event: read.name,
    pbxCallId: read.pbxCallId,
    spooled,
    verdict: event === null || event.event === 'unrecognised' ? 'unknown' : null,
    caller: spooled ? null : callerOf(read, connection, delivery.receivedAt),
  };
}

function callerOf(
  { event }: ReadDelivery,
  { accountTimezone, country, areaCode }: DoorConnection,
  receivedAt: Date,
): Stored['caller'] {
  if (event?.event !== 'NOTIFY_START') return null;
  const translated = toFact(event, {
    receivedAt,
    late: false,
    fingerprint: '',
    accountTimezone,
    country,
    areaCode: areaCode ?? undefined,
    userOf: () => null,
  });
  if (translated === null || translated.stale || translated.fact.kind !== 'arrived') return null;
  return { readings: translated.fact.caller.readings, did: translated.fact.did };
}

function decide(
  deps: ReceiveDeps,
  question: Omit<Parameters<ReceiveDeps['decide']>[0], 'facts'> & { facts: CallerFacts | null },
): Decided {
  const { facts } = question;
  if (facts === null) return { reply: reply.continue(), decision: null };
  try {
    return deps.decide({ ...question, facts });
  } catch (error) {
    deps.log.error({ err: error }, 'A decision failed: the call goes its ordinary way');
    return { reply: reply.continue(), decision: null };
  }
}

async function keepForLater(deps: ReceiveDeps, delivery: Delivery): Promise<Received> {
  try {
    await deps.spool.keep(delivery);
    deps.count('spooled');
    return { outcome: 'spooled', reply: reply.continue() };
  } catch (error) {
    deps.log.error({ err: error }, 'A notification could not be kept: neither the database nor the spool takes it');
    deps.count('not-kept');
    return { outcome: 'not-kept' };
  }
}
