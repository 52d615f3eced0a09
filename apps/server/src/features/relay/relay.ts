import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import { Repeating } from '../../jobs/repeating.ts';
import { type CountedRelay, countRelayed } from './relay-book.ts';
import { RelayLine } from './relay-line.ts';
import { kindOf, type RelayKind } from './relay-kind.ts';
import { type Letter, Postman } from './send-on.ts';

/** A notification of a connection, verified and kept. `passedOn`: another system has it already. */
export type Relayed = {
  connection: { workspaceId: string; connectionId: string; provider: string; relays: Partial<Record<RelayKind, string>> };
  event: string;
  delivery: Letter & { passedOn?: true };
};

type Deps = { db: Kysely<Database>; now: () => Date; log: Logger; isReady: () => boolean };

const COUNT_EVERY_MS = 2_000;
const LAST_PATIENCE_MS = 1_500;

/**
 * Passes notifications on to the system that had them before us (1.5): the same bytes under the same signature, after they were kept here
 * and answered. Lives in memory alone, so that it can't touch the door; a notification goes from the one process that took it, once.
 */
export class Relay {
  readonly #deps: Deps;
  readonly #postman = new Postman();
  readonly #lines = new Map<string, { line: RelayLine; relay: CountedRelay }>();
  readonly #clock: Repeating;

  constructor(deps: Deps) {
    this.#deps = deps;
    const work = async (): Promise<void> => {
      if (deps.isReady()) await this.#count();
    };
    this.#clock = new Repeating({ name: 'what was passed on', everyMs: COUNT_EVERY_MS, log: deps.log, work });
  }

  /** Whether somebody else wants this notification. */
  wants({ connection, event, delivery }: Relayed): boolean {
    return delivery.passedOn === undefined && connection.relays[kindOf(event)] !== undefined;
  }

  /** Queues it where somebody else wants it. Never throws, waits for nothing. */
  pass(relayed: Relayed): void {
    const { connection, event, delivery } = relayed;
    const url = connection.relays[kindOf(event)];
    if (url === undefined || !this.wants(relayed)) return;
    const { raw, contentType, signature } = delivery;
    this.#lineTo(url, connection, kindOf(event)).push({ raw, contentType, signature });
  }

  /** All that was queued has gone or failed, and is counted; for tests and for an orderly end. */
  async settle(): Promise<void> {
    await Promise.all([...this.#lines.values()].map(({ line }) => line.idle()));
    if (this.#deps.isReady()) await this.#count();
  }

  async close(): Promise<void> {
    await this.#clock.stop();
    const patience = new Promise<void>((resolve) => setTimeout(resolve, LAST_PATIENCE_MS).unref());
    await Promise.race([this.settle().catch(() => undefined), patience]);
    await this.#postman.close();
  }

  #lineTo(url: string, { workspaceId, connectionId, provider }: Relayed['connection'], kind: RelayKind): RelayLine {
    const key = `${connectionId} ${kind} ${url}`;
    const known = this.#lines.get(key);
    if (known) return known.line;
    const reach = { loopback: provider === 'custom' }; // the operator's own entry: the pretend cloud and its neighbours
    const line = new RelayLine({ now: this.#deps.now, send: (letter) => this.#postman.sendOn(url, letter, reach) });
    this.#lines.set(key, { line, relay: { workspaceId, connectionId, kind, url } });
    return line;
  }

  async #count(): Promise<void> {
    for (const { line, relay } of this.#lines.values()) {
      const tally = line.takeTally();
      if (tally === undefined) continue;
      await countRelayed(this.#deps.db, relay, tally).catch((error: unknown) => {
        line.giveBack(tally);
        throw error;
      });
    }
  }
}
