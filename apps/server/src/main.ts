import { join } from 'node:path';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Pool } from 'pg';
import { buildApp } from './app.ts';
import { callEffects } from './call-effects.ts';
import { openTraffic, type Traffic, type TrafficDeps } from './call-traffic.ts';
import type { Config } from './config.ts';
import { cutConnections, openDatabase } from './db/open.ts';
import { type SupervisedDatabase, superviseDatabase } from './db/supervise.ts';
import { crmRoutes } from './crm-routes.ts';
import { callRoutes } from './features/calls/routes.ts';
import { dismissCall, snapshotFor } from './features/calls/live-calls.ts';
import { liveRoutes } from './features/live/routes.ts';
import { reconciliationClock } from './features/reconciliation/reconciliation-clock.ts';
import { routingRoutes } from './features/routing/routes.ts';
import { ensureFirstAdministrator } from './features/sign-in/first-administrator.ts';
import { longestLost } from './features/lost-callers/longest-lost.ts';
import { readStatistics } from './features/statistics/read-statistics.ts';
import { weeklyReport } from './features/weekly-report/weekly-report.ts';
import { telephonyWatch } from './features/health/watch-telephony.ts';
import { eventRoutes } from './features/webhooks/event-routes.ts';
import { readEvents } from './features/webhooks/read-events.ts';
import { Spool } from './features/webhooks/spool.ts';
import { refreshNumbers } from './features/pbx-numbers/refresh-numbers.ts';
import { webhookUrl } from './features/telephony-settings/webhook-url.ts';
import { createMetrics, healthRoutes, type Metrics } from './http/health.ts';
import type { Logger } from './http/logging.ts';
import { pageRoutes } from './http/pages.ts';
import { noticeMail } from './notices/notice-mail.ts';
import { createProviderClients, type ProviderClients } from './provider/provider-clients.ts';
import { openProviderClocks, type ProviderClocks } from './provider-clocks.ts';
import { providerList } from './provider/providers.ts';
import { reconciliationTasks } from './reconciliation.ts';
import { loadSecret } from './secret.ts';
import { recordingParts } from './recording-parts.ts';
import { statusRoutes } from './status-routes.ts';
import { telephonyRoutes } from './telephony-routes.ts';

export type Server = {
  app: FastifyInstance;
  url: string;
  database: SupervisedDatabase;
  traffic: Traffic;
  /** The address of the one-time set-up page while there is no user; `null` when there is one, or no database yet. */
  setupUrl: () => string | null;
  /** Finishes requests in flight, stops everything, the embedded database last. */
  close: () => Promise<void>;
};

export type StartInput = { config: Config; log: Logger; now?: () => Date };

const DOOR_CONNECTIONS = 8;
const DOOR_ANSWER_TIMEOUT_MS = 10_000; // far beyond any caller's patience: by then the connection is dead
const FIRST_DATABASE_MS = 10_000;
const FINISHING_MS = 4_000;

/**
 * Opens the database in the background, wires all parts, and listens. Resolves when it can take notifications: with the database,
 * or after ten seconds without one, spooling.
 */
// long because: it is the wiring, one line a part
export async function startServer({ config, log, now = () => new Date() }: StartInput): Promise<Server> {
  const serverSecret = await loadSecret(config);
  const spool = await Spool.open(join(config.dataDir, 'spool'));
  const database = superviseDatabase({ config, log, now });
  const doorPool = openDatabase({
    connection: database.connection,
    log,
    max: DOOR_CONNECTIONS,
    applicationName: 'carillon door',
    answerTimeoutMs: DOOR_ANSWER_TIMEOUT_MS,
    idleTimeoutMs: 0, // the next call must not wait for a connection and cold plans
  });
  database.onLost(() => cutConnections(doorPool));
  const isReady = (): boolean => database.state() === 'ready';
  const { traffic, metrics } = openMeasuredTraffic({
    db: database.db,
    doorPool,
    connection: database.connection,
    spool,
    serverSecret,
    baseDomain: config.baseDomain,
    isReady,
    now,
    log,
  });
  const clients = createProviderClients({ db: database.db, providers: providerList(config.zadarmaApiUrl), secret: serverSecret });
  const providerClocks = openProviderClocks({ db: database.db, clients, now, log, isReady });
  const parts: Parts = { config, log, now, database, traffic, spool, serverSecret, clients, providerClocks };
  const app = await buildApp({
    db: database.db,
    publicUrl: config.publicUrl,
    baseDomain: config.baseDomain,
    log,
    now,
    isDatabaseReady: isReady,
    trustedProxies: config.trustedProxies.map(({ text }) => text),
    outside: [
      traffic.door,
      healthRoutes({ isReady, metrics, metricsToken: config.metricsToken }),
      pageRoutes(providerList(config.zadarmaApiUrl)),
    ],
    api: apiOf(parts),
  });
  const welcome = welcomeFirst(parts);
  try {
    await app.listen({ port: config.port, host: config.host });
    await Promise.race([welcome.done, new Promise((resolve) => setTimeout(resolve, FIRST_DATABASE_MS).unref())]);
  } catch (error) {
    await closeAll(parts, app, doorPool); // a taken port, a database that is none of ours: nothing may go on half alive
    throw error;
  }
  return {
    app,
    url: addressOf(app, config),
    database,
    traffic,
    setupUrl: welcome.setupUrl,
    close: () => closeAll(parts, app, doorPool),
  };
}

/** The spine, and what can be read of it at `/metrics`. */
function openMeasuredTraffic(deps: Omit<TrafficDeps, 'count' | 'observe' | 'effects'>): { traffic: Traffic; metrics: Metrics } {
  let traffic: Traffic | undefined;
  const metrics = createMetrics({
    spooled: () => deps.spool.count,
    folding: () => traffic?.folding() ?? 0,
    streams: () => traffic?.hub.size ?? 0,
  });
  traffic = openTraffic({
    ...deps,
    effects: callEffects(),
    count: (verdict) => metrics.deliveries.inc({ verdict }),
    observe: (seconds) => metrics.answerSeconds.observe(seconds),
  });
  return { traffic, metrics };
}

type Parts = Required<StartInput> & {
  database: SupervisedDatabase;
  traffic: Traffic;
  spool: Spool;
  serverSecret: string;
  clients: ProviderClients;
  providerClocks: ProviderClocks;
};

// long because: it is the wiring, one line a part
function apiOf(parts: Parts): FastifyPluginAsync[] {
  const { config, log, now, database, traffic, spool, serverSecret, clients } = parts;
  const { db, readers } = database;
  const { publicUrl, baseDomain } = config;
  const providers = providerList(config.zadarmaApiUrl);
  return [
    ...crmRoutes({
      config,
      db,
      readers,
      pool: database.pool,
      connection: database.connection,
      now,
      log,
      onUserDeactivated: traffic.onUserDeactivated,
      tasks: reconciliationTasks({ db, clients, now, log }),
    }),
    ...telephonyRoutes({
      db,
      log,
      now,
      secret: serverSecret,
      publicUrl,
      baseDomain,
      providers,
      clients,
      onKeysCorrected: traffic.onKeysCorrected,
    }),
    callRoutes({
      db,
      readers,
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
    ...recordingParts({ config, db, now, log, clients, providers, isReady: () => database.state() === 'ready' }),
    watchOf(parts),
    reconciliationClock({ db, now, log }, () => database.state() === 'ready'),
    noticeMail({ config, db, now, log, isReady: () => database.state() === 'ready' }),
    weeklyReport({ config, db, now, log, isReady: () => database.state() === 'ready', statistics: readStatistics, longestLost }),
    statusRoutes({ db, databaseState: database.state, spooled: () => spool.count, providerHealth: (id) => clients.health(id) }),
  ];
}

function watchOf({ config, log, now, database, clients }: Parts): FastifyPluginAsync {
  const { db } = database;
  const deps = {
    db,
    now,
    log,
    clients,
    webhookUrl: (slug: string) => webhookUrl(config, slug),
    refreshNumbers: (workspaceId: string) => refreshNumbers({ db, now, clients }, workspaceId, 'background'),
  };
  return telephonyWatch(deps, () => database.state() === 'ready');
}

/** Each time the database comes: somebody must be able to get in, and what waited comes in. */
function welcomeFirst({ config, log, now, database, traffic, providerClocks }: Parts): {
  done: Promise<void>;
  setupUrl: () => string | null;
} {
  let setupUrl: string | null = null;
  const done = new Promise<void>((resolve, reject) => {
    database.whenReady().catch(reject);
    database.onReady(() => {
      const { publicUrl, baseDomain, adminEmail, adminPassword, bootstrapToken, country } = config;
      const provider = providerList(config.zadarmaApiUrl)[0].id;
      ensureFirstAdministrator({
        db: database.db,
        publicUrl,
        baseDomain,
        adminEmail,
        adminPassword,
        bootstrapToken,
        country,
        provider,
        now,
      })
        .then((first) => {
          ({ setupUrl } = first);
          traffic.databaseIsBack();
          providerClocks.now();
          resolve();
        })
        .catch((err: unknown) => log.error({ err }, 'The first administrator could not be made'));
    });
  });
  done.catch((err: unknown) => log.error({ err }, 'This database can not be used'));
  return { done, setupUrl: () => setupUrl };
}

function addressOf(app: FastifyInstance, { host }: Config): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function closeAll(
  { database, traffic, spool, providerClocks }: Parts,
  app: FastifyInstance,
  doorPool: Pool,
): Promise<void> {
  traffic.hub.closeAll(); // streams would hold the listener open
  const quiet = providerClocks.stop();
  const patience = setTimeout(() => app.server.closeAllConnections(), FINISHING_MS); // somebody who never finishes a request holds up nobody
  const silence = setTimeout(() => [() => cutConnections(doorPool), database.cut].forEach((cut) => cut()), FINISHING_MS); // nor does a silent database
  await app.close();
  clearTimeout(patience);
  await Promise.race([quiet, new Promise((resolve) => setTimeout(resolve, 1000).unref())]); // the provider may be slow
  await Promise.race([traffic.close(), new Promise((resolve) => setTimeout(resolve, FINISHING_MS).unref())]);
  clearTimeout(silence);
  await spool.close();
  await Promise.race([doorPool.end(), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  await database.close();
}
