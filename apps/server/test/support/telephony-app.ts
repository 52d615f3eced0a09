import { randomBytes } from 'node:crypto';
import type { Role } from '@carillon/contract';
import { startSimulator, type Simulator, type SimulatorOptions } from '@carillon/simulator';
import type { FastifyInstance } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { buildApp } from '../../src/app.ts';
import { inWorkspace } from '../../src/db/in-workspace.ts';
import { hashToken } from '../../src/http/authenticate.ts';
import { createLogger } from '../../src/http/logging.ts';
import { addUser } from '../../src/people/add-user.ts';
import { createProviderClients } from '../../src/provider/provider-clients.ts';
import { providerList } from '../../src/provider/providers.ts';
import { telephonyRoutes } from '../../src/telephony-routes.ts';
import { createWorkspace } from '../../src/workspaces/create-workspace.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const SECRET = 'a-secret-of-the-tests-that-is-long-enough';

export type Reply = { status: number; body: Record<string, any> }; // oxlint-disable-line typescript/no-explicit-any -- tests look into answers freely

export type Person = { id: string; token: string };

/** A workspace with three people, the telephony routes in front of a real database, and a pretend cloud behind them. */
export type TelephonyApp = {
  database: TestDatabase;
  simulator: Simulator;
  app: FastifyInstance;
  workspaceId: string;
  connectionId: string;
  admin: Person;
  supervisor: Person;
  agent: Person;
  /** What was logged, as text. */
  logged: () => string;
  /** Connections whose quarantine was replayed. */
  corrected: string[];
  addPerson(name: string, role?: Role): Promise<Person>;
  ask(by: Person | null, line: string, body?: unknown): Promise<Reply>;
  connect(): Promise<Reply>;
  close(): Promise<void>;
};

export async function telephonyApp(
  options: {
    simulator?: SimulatorOptions;
    apiUrl?: string;
    publicUrl?: string;
    baseDomain?: string;
    now?: () => Date;
    echo?: boolean;
  } = {},
): Promise<TelephonyApp> {
  const database = await testDatabase();
  const now = options.now ?? (() => new Date());
  const simulator = await startSimulator(options.simulator);
  const made = await database.db
    .transaction()
    .execute((tx) => createWorkspace(tx, { slug: 'main', name: 'Test', country: 'RU', provider: 'custom', at: now() }));
  const lines: string[] = [];
  const log = createLogger({ level: 'trace', stream: { write: (line: string) => void lines.push(line) } });
  const providers = providerList(options.apiUrl ?? simulator.url);
  const corrected: string[] = [];
  const deps = {
    db: database.db,
    log,
    now,
    secret: SECRET,
    publicUrl: options.publicUrl ?? 'https://crm.example.com',
    baseDomain: options.baseDomain,
    providers,
    clients: createProviderClients({ db: database.db, providers, secret: SECRET }),
    onKeysCorrected: async (_workspaceId: string, connectionId: string) => void corrected.push(connectionId),
  };
  const app = await buildApp({
    ...deps,
    isDatabaseReady: () => true,
    trustedProxies: [],
    outside: [],
    api: telephonyRoutes(deps),
  });

  const addPerson = (name: string, role: Role = 'agent'): Promise<Person> =>
    inWorkspace(database.db, made.workspaceId, async (tx) => {
      const email = `${randomBytes(4).toString('hex')}@example.com`;
      const { id } = await addUser(tx, { workspaceId: made.workspaceId, name, email, passwordHash: null, role, at: now() });
      const token = randomBytes(20).toString('hex');
      await tx
        .insertInto('api_tokens')
        .values({ workspace_id: made.workspaceId, id: uuidv7(), user_id: id, token_hash: hashToken(token), name: 'test' })
        .execute();
      return { id, token };
    });

  const ask: TelephonyApp['ask'] = async (by, line, body) => {
    const [method, path = ''] = line.split(' ');
    const reply = await app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: by ? { authorization: `Bearer ${by.token}` } : {},
      ...(body === undefined ? {} : { payload: body as object }),
    });
    if (reply.statusCode === 500) throw new Error(`500 at ${line}: ${lines.at(-1)}`);
    return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json() };
  };

  const [admin, supervisor, agent] = [
    await addPerson('Anna', 'admin'),
    await addPerson('Sergey', 'supervisor'),
    await addPerson('Boris'),
  ];
  return {
    database,
    simulator,
    app,
    ...made,
    admin,
    supervisor,
    agent,
    corrected,
    addPerson,
    ask,
    logged: () => lines.join(''),
    connect: () => ask(admin, 'PATCH /telephony/settings', { apiKey: simulator.key, apiSecret: simulator.secret }),
    close: async () => {
      await app.close();
      await simulator.close();
      await database.drop();
    },
  };
}
