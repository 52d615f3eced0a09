import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from '../../http/logging.ts';
import { openSecret } from '../../secret.ts';

/** What the door must know of a connection before it may ask the database. */
export type DoorConnection = {
  workspaceId: string;
  connectionId: string;
  slug: string;
  country: string;
  areaCode: string | null;
  accountTimezone: string;
  provider: string;
  /** `undefined` while no keys are saved: then nothing can be verified. */
  secret: string | undefined;
  ipAllowList: { enabled: boolean; ranges: string[] };
  /** Other systems that get what we get (1.5). */
  relays: { calls?: string; account?: string };
  version: number;
};

type Row = Omit<DoorConnection, 'secret'> & { sealedSecret: string | null };
type Deps = { pool: Pool; serverSecret: string; baseDomain: string | undefined; log: Logger };

const SELECT = {
  name: 'door_connections',
  text: `select workspace_id as "workspaceId", connection_id as "connectionId", slug, country, area_code as "areaCode",
    account_timezone as "accountTimezone", provider, sealed_secret as "sealedSecret", ip_allow_list as "ipAllowList", version,
    coalesce((select json_object_agg(r.kind, r.url) from door_relays() r where r.connection_id = c.connection_id), '{}'::json) as relays
    from door_connections() c`,
};
const RELOAD_PAUSE_MS = 1000;
const RELOAD_PATIENCE_MS = 100;

/**
 * The connections in memory, so that a notification can be verified while the database is away. Read again when one changes
 * (`NOTIFY carillon_connections`), when the database knows a newer version, and when a signature does not fit.
 */
export class Doorkeeper {
  readonly #deps: Deps;
  #connections: DoorConnection[] | undefined;
  #reloadedAt = 0;
  #reloading: Promise<void> | undefined;
  #nextReload: Promise<void> | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Whether the connections were ever read: before that, nobody can be told "unknown". */
  get ready(): boolean {
    return this.#connections !== undefined;
  }

  /** The connection that a `Host` stands for: with many companies by its first label, else the only one. */
  find(host: string): DoorConnection | undefined {
    const { baseDomain } = this.#deps;
    if (baseDomain === undefined) return this.#connections?.[0];
    const name = host.replace(/:\d+$/, '').toLowerCase();
    const slug = name.endsWith(`.${baseDomain}`) ? name.slice(0, -baseDomain.length - 1) : undefined;
    return this.#connections?.find((connection) => connection.slug === slug);
  }

  byId(connectionId: string): DoorConnection | undefined {
    return this.#connections?.find((connection) => connection.connectionId === connectionId);
  }

  /**
   * Reads all connections, as they are now: a reading that began before this call does not count, but several callers share the next.
   *
   * @throws when the database does not answer.
   */
  reload(): Promise<void> {
    if (this.#reloading === undefined) {
      this.#reloading = this.#read().finally(() => {
        this.#reloading = undefined;
      });
      return this.#reloading;
    }
    this.#nextReload ??= this.#reloading
      .catch(() => undefined)
      .then(() => {
        this.#nextReload = undefined;
        return this.reload();
      });
    return this.#nextReload;
  }

  /**
   * As `reload`, at most once a second: wrong signatures must not become load on the database. Waits for it no longer than a
   * caller may. Returns whether it read.
   */
  async reloadSometimes(now: number): Promise<boolean> {
    if (now - this.#reloadedAt < RELOAD_PAUSE_MS) return false;
    this.#reloadedAt = now;
    const reloaded = this.reload().then(() => true);
    return Promise.race([reloaded, delay(RELOAD_PATIENCE_MS, false, { ref: false })]);
  }

  async #read(): Promise<void> {
    const { rows } = await this.#deps.pool.query<Row>(SELECT);
    this.#connections = rows.map(({ sealedSecret, ...row }) => ({ ...row, secret: this.#open(sealedSecret) }));
  }

  #open(sealed: string | null): string | undefined {
    if (sealed === null) return undefined;
    const opened = openSecret({ secret: this.#deps.serverSecret, purpose: 'provider-secret', sealed });
    if (opened.ok) return opened.plain;
    this.#deps.log.error({ because: opened.because }, 'A saved provider secret cannot be opened: was CARILLON_SECRET changed?');
    return undefined;
  }
}
