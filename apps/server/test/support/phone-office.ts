import { setTimeout as delay } from 'node:timers/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallView, Features } from '@carillon/contract';
import {
  type Delivery,
  type SampleCallOptions,
  sampleInboundCall,
  sampleOutboundCall,
  signDelivery,
  type DeliveryFields,
} from '@carillon/zadarma/testing';
import type { Fetch } from '@carillon/zadarma';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { uuidv7 } from 'uuidv7';
import { vi } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { callEffects } from '../../src/call-effects.ts';
import { openTraffic, type Traffic } from '../../src/call-traffic.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { crmRoutes } from '../../src/crm-routes.ts';
import { inWorkspace, type Tx } from '../../src/db/in-workspace.ts';
import { createKysely, openDatabase } from '../../src/db/open.ts';
import type { Database } from '../../src/db/schema.ts';
import { dismissCall, snapshotFor } from '../../src/features/calls/live-calls.ts';
import { callRoutes } from '../../src/features/calls/routes.ts';
import { liveRoutes } from '../../src/features/live/routes.ts';
import { routingRoutes } from '../../src/features/routing/routes.ts';
import { eventRoutes } from '../../src/features/webhooks/event-routes.ts';
import { readEvents } from '../../src/features/webhooks/read-events.ts';
import { Spool } from '../../src/features/webhooks/spool.ts';
import { createLogger, type Logger } from '../../src/http/logging.ts';
import { addUser } from '../../src/people/add-user.ts';
import { newSecretToken } from '../../src/people/secret-token.ts';
import { touchConnection } from '../../src/provider/connection.ts';
import { createProviderClients } from '../../src/provider/provider-clients.ts';
import { providerList } from '../../src/provider/providers.ts';
import { reconciliationTasks } from '../../src/reconciliation.ts';
import { sealSecret } from '../../src/secret.ts';
import { telephonyRoutes } from '../../src/telephony-routes.ts';
import { createWorkspace } from '../../src/workspaces/create-workspace.ts';
import { type TestClock, testClock } from './api.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const PBX_SECRET = 'a-secret-of-the-pretend-pbx';
export const DID = '74951112233';
export const CLIENT = '+79161234567';
export const SERVER_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

export type Person = { id: string; token: string };
export type Company = { workspaceId: string; connectionId: string; slug: string; admin: Person; ring: Record<string, Person> };
export type Posted = { status: number; text: string; body: any; headers: Record<string, unknown> }; // oxlint-disable-line typescript/no-explicit-any -- tests look into any answer

/** One server process, as far as a process matters: its own door, fold, hub, pools and spool on the shared database. */
export type OfficeServer = {
  app: FastifyInstance;
  traffic: Traffic;
  spool: Spool;
  spoolFolder: string;
  counted: Record<string, number>;
  /** Whether the server believes that the database is there. */
  ready: { value: boolean };
  log: string[];
  /** Starts to listen on first use. */
  url: () => Promise<string>;
  post: (delivery: Delivery, more?: { host?: string }) => Promise<Posted>;
  ask: (by: Person | null, line: string, body?: unknown, headers?: Record<string, string>) => Promise<Posted>;
  stop: () => Promise<void>;
};

export type ServerOptions = {
  baseDomain?: string;
  connection?: ClientConfig;
  spoolFolder?: string;
  spoolBytesMax?: number;
  ready?: boolean;
  trustedProxies?: string[];
  /** The mail server the settings know of. */
  smtpUrl?: string;
  /** The pretend cloud's API; without it, the provider is out of reach. */
  apiUrl?: string;
  /** Ample unless a test looks at it: a busy machine must not decide what is decided. */
  budgetMs?: number | undefined;
  /** Routes besides those of every office. */
  more?: (parts: { db: Kysely<Database>; now: () => Date; log: Logger }) => FastifyPluginAsync[];
  /** The way to the provider; nobody's where it is left out. */
  providerFetch?: Fetch | undefined;
};

/** A company with a connected PBX and three employees on 101–103, behind one or more servers. */
export class PhoneOffice {
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly company: Company;
  readonly server: OfficeServer;
  readonly #servers: OfficeServer[];
  /** How each call of a test could end. */
  readonly #ends = new Map<string, () => Delivery>();
  readonly #folder: string;

  constructor(parts: { database: TestDatabase; clock: TestClock; company: Company; server: OfficeServer; folder: string }) {
    this.database = parts.database;
    this.clock = parts.clock;
    this.company = parts.company;
    this.server = parts.server;
    this.#servers = [parts.server];
    this.#folder = parts.folder;
  }

  async addServer(options: ServerOptions = {}): Promise<OfficeServer> {
    const server = await startServer({ database: this.database, clock: this.clock, folder: this.#folder }, options);
    this.#servers.push(server);
    return server;
  }

  post(delivery: Delivery, more?: { host?: string }): Promise<Posted> {
    return this.server.post(delivery, more);
  }

  /** All deliveries one after the other, with as many seconds between them. */
  async play(deliveries: readonly Delivery[], secondsBetween = 1): Promise<Posted[]> {
    const answers: Posted[] = [];
    for (const delivery of deliveries) {
      answers.push(await this.post(delivery));
      this.clock.pass(secondsBetween);
    }
    return answers;
  }

  ask(by: Person | null, line: string, body?: unknown): Promise<Posted> {
    return this.server.ask(by, line, body);
  }

  /** What was received is folded, on every server. */
  async settle(): Promise<void> {
    this.clock.pass(0.002);
    for (const server of this.#servers) if (server.ready.value) await server.traffic.settle();
  }

  /** The wall clock of the account (Moscow), as `call_start` tells it. */
  wallClock(secondsFromNow = 0): string {
    return new Date(+this.clock.now() + secondsFromNow * 1000 + 3 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  }

  inbound(callerId = CLIENT, more: Partial<SampleCallOptions> & { calledDid?: string } = {}) {
    const call = sampleInboundCall({ secret: PBX_SECRET, callStart: this.wallClock(), calledDid: DID, callerId, ...more });
    this.#ends.set(call.pbxCallId, () => call.missed());
    return call;
  }

  outbound(internal: string, destination: string, more: Partial<SampleCallOptions> & { callerId?: string } = {}) {
    const options = { secret: PBX_SECRET, callStart: this.wallClock(), internal, destination, ...more };
    const call = sampleOutboundCall(options);
    this.#ends.set(call.pbxCallId, () => call.outEnd());
    return call;
  }

  /** Ends what still runs, so that a test that failed in mid-call fails alone. */
  async hangUp(): Promise<void> {
    await this.settle();
    const { rows } = await this.within((tx) =>
      sql<{ id: string }>`select pbx_call_id as id from calls where running`.execute(tx),
    );
    for (const { id } of rows) {
      const end = this.#ends.get(id);
      if (end) await this.post(end());
    }
    await this.settle();
  }

  /** Every server hears what the others tell: what is told before reaches nobody's browser. */
  async untilListening(): Promise<void> {
    const listening = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and application_name = 'carillon listener' and state = 'idle'
          and (query like '%carillon_connections%' or query = 'select 1') -- the last channel, or a sign of life after it
      `.execute(this.database.db);
      return rows[0]?.n ?? 0;
    };
    await vi.waitUntil(async () => (await listening()) === this.#servers.length, { timeout: 30_000 });
  }

  sign(fields: DeliveryFields, as: 'form' | 'multipart' = 'form'): Delivery {
    return signDelivery(fields, PBX_SECRET, { as });
  }

  within<T>(work: (tx: Tx) => Promise<T>, company = this.company): Promise<T> {
    return inWorkspace(this.database.db, company.workspaceId, work);
  }

  /** The call as the journal shows it, own legs and linked legs too; `undefined` when there is no row of it. */
  async call(pbxCallId: string, company = this.company): Promise<CallView | undefined> {
    const row = await this.within(
      (tx) =>
        tx
          .selectFrom('calls')
          .select('id')
          .where('pbx_call_id', '=', pbxCallId)
          .where('workspace_id', '=', company.workspaceId)
          .executeTakeFirst(),
      company,
    );
    if (row === undefined) return undefined;
    const { status, body } = await this.ask(company.admin, `GET /calls/${row.id}`);
    return status === 404 ? undefined : body;
  }

  async journal(query = '', by = this.company.admin): Promise<CallView[]> {
    return (await this.ask(by, `GET /calls?limit=200${query}`)).body.items;
  }

  async events(): Promise<
    { event: string; verdict: string; fields: Record<string, string>; reply: object; callId: string | null }[]
  > {
    return (await this.ask(this.company.admin, 'GET /telephony/events?limit=200')).body.items;
  }

  async features(patch: { [K in keyof Features]?: object }): Promise<void> {
    const { status, text } = await this.ask(this.company.admin, 'PATCH /telephony/settings', { features: patch });
    if (status !== 200) throw new Error(text);
  }

  async contact(fields: { name: string; phones: string[] } & Record<string, unknown>): Promise<string> {
    const phones = fields.phones.map((number) => ({ number }));
    const { status, text, body } = await this.ask(this.company.admin, 'POST /contacts', { ...fields, phones });
    if (status !== 201) throw new Error(text);
    return body.id;
  }

  addCompany(slug: string, secret: string | null = PBX_SECRET): Promise<Company> {
    return foundCompany(this.database, this.clock, { slug, secret });
  }

  /** Saves another secret, as the settings do. */
  async changeSecret(plain: string | null): Promise<void> {
    await this.within(async (tx) => {
      const sealed = plain === null ? null : sealSecret({ secret: SERVER_SECRET, purpose: 'provider-secret', plain });
      const { workspaceId, connectionId: id } = this.company;
      await tx.updateTable('connections').set({ sealed_secret: sealed }).where('workspace_id', '=', workspaceId).execute();
      await touchConnection(tx, { workspaceId, id });
    });
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.stop();
    await this.database.drop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export async function openOffice(options: ServerOptions & { clock?: TestClock } = {}): Promise<PhoneOffice> {
  const database = await testDatabase();
  const clock = options.clock ?? testClock('2026-03-16T09:00:00.000Z'); // a Monday, noon in Moscow
  const folder = await mkdtemp(join(tmpdir(), 'carillon-office-'));
  const company = await foundCompany(database, clock, { slug: 'main', secret: PBX_SECRET });
  const server = await startServer({ database, clock, folder }, options);
  return new PhoneOffice({ database, clock, company, server, folder });
}

async function foundCompany(
  { db }: TestDatabase,
  clock: TestClock,
  { slug, secret }: { slug: string; secret: string | null },
): Promise<Company> {
  const at = clock.now();
  const made = await db.transaction().execute((tx) => createWorkspace(tx, { slug, name: slug, country: 'RU', at }));
  const { workspaceId, connectionId } = made;
  const ring: Record<string, Person> = {};
  const admin = await inWorkspace(db, workspaceId, async (tx) => {
    const sealed = secret === null ? null : sealSecret({ secret: SERVER_SECRET, purpose: 'provider-secret', plain: secret });
    await tx
      .updateTable('connections')
      .set({ sealed_secret: sealed, api_key: 'key' })
      .where('workspace_id', '=', workspaceId)
      .execute();
    await tx
      .insertInto('pbx_numbers')
      .values({ workspace_id: workspaceId, connection_id: connectionId, did: `+${DID}`, label: 'Main' })
      .execute();
    for (const extension of ['101', '102', '103']) {
      const person = await addPerson(tx, { workspaceId, name: `Agent ${extension}`, role: 'agent', at });
      ring[extension] = person;
      await tx
        .insertInto('extensions')
        .values({ workspace_id: workspaceId, connection_id: connectionId, extension, user_id: person.id })
        .execute();
    }
    return addPerson(tx, { workspaceId, name: 'Anna', role: 'admin', at });
  });
  return { ...made, slug, admin, ring };
}

async function addPerson(
  tx: Tx,
  { workspaceId, name, role, at }: { workspaceId: string; name: string; role: 'admin' | 'agent'; at: Date },
): Promise<Person> {
  const { id } = await addUser(tx, { workspaceId, name, email: `${uuidv7()}@example.com`, passwordHash: null, role, at });
  const { token, hash } = newSecretToken();
  await tx
    .insertInto('api_tokens')
    .values({ workspace_id: workspaceId, id: uuidv7(), user_id: id, token_hash: hash, name: 'test' })
    .execute();
  return { id, token };
}

type House = { database: TestDatabase; clock: TestClock; folder: string };

async function startServer({ database, clock, folder }: House, options: ServerOptions): Promise<OfficeServer> {
  const { now } = clock;
  const { baseDomain } = options;
  const lines: string[] = [];
  const log = createLogger({ level: 'info', stream: { write: (line: string) => void lines.push(line) } });
  const connection = options.connection ?? database.connection;
  const pool = openDatabase({ connection, log, max: 5 });
  const doorPool = openDatabase({ connection, log, max: 4 });
  const db = createKysely(pool);
  const spoolFolder = options.spoolFolder ?? join(folder, `spool-${uuidv7()}`);
  const spool = await Spool.open(spoolFolder, options.spoolBytesMax);
  const ready = { value: options.ready ?? true };
  const counted: Record<string, number> = {};
  const count = (verdict: string): void => void (counted[verdict] = (counted[verdict] ?? 0) + 1);
  const isReady = (): boolean => ready.value;
  const budgetMs = 'budgetMs' in options ? options.budgetMs : 5000;
  const house = { db, doorPool, connection, spool, serverSecret: SERVER_SECRET, baseDomain, isReady, now, log };
  const shared = { ...house, budgetMs, looksAfter: false };
  const traffic = openTraffic({ ...shared, effects: callEffects(), count, observe: () => undefined });
  const app = await buildApp({
    db,
    publicUrl: 'http://127.0.0.1:3000',
    baseDomain,
    log,
    now,
    isDatabaseReady: isReady,
    trustedProxies: options.trustedProxies ?? [],
    outside: [traffic.door],
    api: [
      ...apiOf({
        db,
        now,
        log,
        traffic,
        baseDomain,
        smtpUrl: options.smtpUrl,
        pool,
        connection,
        providerFetch: options.providerFetch,
        apiUrl: options.apiUrl,
      }),
      ...(options.more?.({ db, now, log }) ?? []),
    ],
  });
  await app.ready();
  let listening: Promise<string> | undefined;
  const url = (): Promise<string> => {
    listening ??= app
      .listen({ port: 0, host: '127.0.0.1' })
      .then(() => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`); // it listens on a port
    return listening;
  };
  const server: OfficeServer = {
    app,
    traffic,
    spool,
    spoolFolder,
    counted,
    ready,
    log: lines,
    url,
    post: async ({ body, headers }, { host } = {}) =>
      posted(
        await app.inject({ method: 'POST', url: '/zadarma', payload: body, headers: { ...headers, ...(host ? { host } : {}) } }),
      ),
    ask: async (by, line, body, more = {}) => {
      const [method, path = ''] = line.split(' ');
      const headers = { ...more, ...(by ? { authorization: `Bearer ${by.token}` } : {}) };
      const send = () =>
        app.inject({
          method: method as 'GET', // inject's own list of methods
          url: `/api/v1${path}`,
          headers,
          ...(body === undefined ? {} : { payload: body as object }), // whatever the test sends
        });
      let answer = await send();
      // A quick machine asks more than a token's 100 times a second: a well-bred program waits as it is told.
      for (let tries = 0; answer.statusCode === 429 && answer.body.includes('too-many-requests') && tries < 3; tries += 1) {
        await delay(Number(answer.headers['retry-after'] ?? 1) * 1000);
        answer = await send();
      }
      if (answer.statusCode === 500) throw new Error(`500 at ${line}: ${lines.at(-1)}`);
      return posted(answer);
    },
    stop: async () => {
      traffic.hub.closeAll();
      await app.close();
      await traffic.close();
      await spool.close();
      await Promise.all([pool.end(), doorPool.end()]);
    },
  };
  if (ready.value) {
    traffic.databaseIsBack();
    await traffic.onKeysCorrected(uuidv7(), uuidv7()); // nobody's: but it reads the connections, so the door knows them now
  }
  return server;
}

type ApiParts = {
  apiUrl: string | undefined;
  db: Kysely<Database>;
  now: () => Date;
  log: ReturnType<typeof createLogger>;
  traffic: Traffic;
  baseDomain: string | undefined;
  smtpUrl: string | undefined;
  pool: TestDatabase['pool'];
  connection: ClientConfig;
  providerFetch: Fetch | undefined;
};

function apiOf({ db, now, log, traffic, baseDomain, smtpUrl, pool, connection, providerFetch, apiUrl }: ApiParts) {
  const publicUrl = 'http://127.0.0.1:3000';
  const providers = providerList(apiUrl);
  const read = readConfig({ CARILLON_BASE_DOMAIN: baseDomain, CARILLON_SMTP_URL: smtpUrl });
  if (!read.ok) throw new Error('the configuration of the tests is wrong');
  const config: Config = read.config;
  const clients = createProviderClients({
    db,
    providers,
    secret: SERVER_SECRET,
    ...(providerFetch ? { fetch: providerFetch } : {}),
  });
  return [
    ...crmRoutes({
      config,
      db,
      readers: db,
      pool,
      connection,
      now,
      log,
      onUserDeactivated: traffic.onUserDeactivated,
      tasks: reconciliationTasks({ db, clients, now, log }),
    }),
    ...telephonyRoutes({
      db,
      log,
      now,
      secret: SERVER_SECRET,
      publicUrl,
      baseDomain,
      providers,
      clients,
      onKeysCorrected: traffic.onKeysCorrected,
    }),
    callRoutes({
      db,
      readers: db,
      now,
      eventsOf: async (tx, workspaceId, pbxCallId) => (await readEvents(tx, { workspaceId, pbxCallId, limit: 200 })).items,
    }),
    eventRoutes({ db }),
    routingRoutes({ db, now }),
    liveRoutes({
      hub: traffic.hub,
      snapshot: (listener) => snapshotFor({ db, now }, listener),
      dismiss: (listener, callId, ring) => dismissCall({ db, now }, listener, callId, ring),
    }),
  ];
}

function posted(answer: { statusCode: number; body: string; headers: Record<string, unknown> }): Posted {
  let body: unknown = null;
  try {
    body = JSON.parse(answer.body);
  } catch {
    // not every answer is JSON
  }
  return { status: answer.statusCode, text: answer.body, body, headers: answer.headers };
}
