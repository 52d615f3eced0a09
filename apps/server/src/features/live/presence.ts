import { type Kysely, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import type { Listener } from './live-hub.ts';

/** How often what is written down must be renewed. */
export const PRESENCE_EVERY_MS = 20_000;
const BELIEVED_MS = 50_000;

/**
 * Writes down who has a page open in this server process, so that every process knows whom a push must reach instead. A process that
 * died without a word is forgotten within a minute.
 */
export class Presence {
  readonly #serverId = uuidv7();
  readonly #deps: { db: Kysely<Database>; now: () => Date; log: Logger };

  constructor(deps: { db: Kysely<Database>; now: () => Date; log: Logger }) {
    this.#deps = deps;
  }

  /** Never throws: without it a push comes too much or too little. */
  async here(listener: Listener): Promise<void> {
    await this.#write(listener, new Date(+this.#deps.now() + BELIEVED_MS));
  }

  async gone(listener: Listener): Promise<void> {
    await this.#write(listener, this.#deps.now());
  }

  /** One after the other: it is no hurry, and pages need the connections. */
  async renew(listeners: readonly Listener[]): Promise<void> {
    const once = new Map(listeners.map((listener) => [`${listener.workspaceId} ${listener.userId}`, listener]));
    for (const listener of once.values()) await this.here(listener);
  }

  async #write({ workspaceId, userId }: Listener, until: Date): Promise<void> {
    const { db, now, log } = this.#deps;
    try {
      await inWorkspace(db, workspaceId, async (tx) => {
        await sql`
          insert into open_streams (workspace_id, user_id, server_id, until) values (${workspaceId}, ${userId}, ${this.#serverId}, ${until})
          on conflict (workspace_id, user_id, server_id) do update set until = excluded.until
        `.execute(tx);
        await sql`
          delete from open_streams where workspace_id = ${workspaceId} and user_id = ${userId} and until < ${now()}::timestamptz - interval '1 hour'
        `.execute(tx);
      });
    } catch (err) {
      log.debug({ err }, 'Who has a page open could not be written down');
    }
  }
}
