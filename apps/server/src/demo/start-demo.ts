import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Simulator, startSimulator } from '@carillon/simulator';
import { type Config, readConfig } from '../config.ts';
import type { Logger } from '../http/logging.ts';
import { type Server, startServer } from '../main.ts';
import { answerBrowserPhones } from './answer-browser-phones.ts';
import { beginWork } from './begin-work.ts';
import { connectCompany } from './connect-company.ts';
import { demoApi, idsOf } from './demo-api.ts';
import { DEMO_COMPANY, DEMO_PASSWORD, EMPLOYEES, LINES } from './employees.ts';
import { freePort } from './free-port.ts';
import { inventCompanies, type InventedContact, inventContacts, inventStranger } from './invent-clients.ts';
import { liveOn } from './living-company.ts';
import { loadClients } from './load-clients.ts';
import { bookPastMonth, loadPastMonth } from './past-month.ts';

export type Demo = { url: string; exchangeUrl: string; close: () => Promise<void> };

type StartInput = { port: number; host: string; log: Logger; now: () => Date };

const CONTACTS = 2000;
const COMPANIES = 160;
const SEED = 'carillon demo';
const DATABASE_PATIENCE_MS = 120_000;

/**
 * Starts the whole product with the pretend cloud and the example company in it. Everything it writes is in a temporary folder that is
 * gone when this process ends, however it ends short of kill -9.
 */
export async function startDemo({ port, host, log, now }: StartInput): Promise<Demo> {
  const folder = temporaryFolder();
  const contacts: InventedContact[] = [];
  const exchange = await startExchange(host, await freePort(host, port + 1), contacts);
  let server: Server | undefined;
  const close = async (): Promise<void> => {
    await exchange.close();
    await server?.close();
    folder.remove();
  };
  try {
    const token = randomBytes(32).toString('hex');
    server = await startServer({ config: demoConfig({ port, host, dataDir: folder.path, token, exchange }), log, now });
    await fill({ server, exchange, token, contacts, now });
    liveOn({ cloud: exchange.cloud, contacts });
    answerBrowserPhones(exchange.cloud);
    return { url: server.url, exchangeUrl: exchange.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A folder that the database's own user may pass, too; removed when the process exits in whatever way. */
function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'carillon-demo-'));
  chmodSync(path, 0o711);
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  return { path: join(path, 'data'), remove };
}

/** The pretend cloud with the company's account; `contacts` is filled with the people who will call. */
async function startExchange(host: string, port: number, contacts: InventedContact[]): Promise<Simulator> {
  const account = {
    timezone: 'Europe/Moscow',
    extensions: EMPLOYEES.map(({ extension, name }) => ({ number: extension, name, online: true, speech: 'optional' as const })),
    numbers: LINES.map(({ number, label }) => ({ number, description: label })),
    menus: [
      {
        id: 0,
        greetingSeconds: 0,
        defaultScenario: 1,
        keys: { 1: 1 },
        scenarios: [
          {
            id: 1,
            title: 'Everybody',
            rings: EMPLOYEES.map(({ extension }) => ({ to: extension, afterSeconds: 0 })),
            ringSeconds: 40,
          },
        ],
      },
    ],
  };
  const exchange = await startSimulator({ host, port, seed: SEED, account });
  const { random } = exchange.cloud;
  contacts.push(...inventContacts(random.fork('contacts'), { count: CONTACTS, companies: COMPANIES, owners: EMPLOYEES.length }));
  bookPastMonth(exchange.cloud, contacts);
  exchange.cloud.account.presetCallers = presetCallers(contacts, inventStranger(random.fork('preset stranger')));
  return exchange;
}

/** One client of each employee, a stranger, and somebody who hides the number. */
function presetCallers(contacts: readonly InventedContact[], stranger: string): { name: string; number: string }[] {
  const clients = EMPLOYEES.flatMap(({ name }, place) => {
    const mine = contacts.find(({ owner, contact: { familyName } }) => owner === place && familyName);
    if (!mine) return [];
    const { familyName, givenName } = mine.contact;
    return [{ name: `${familyName} ${givenName} → ${name}`, number: mine.digits }];
  });
  return [...clients, { name: 'A stranger', number: stranger }, { name: 'Somebody who hides', number: 'anonymous' }];
}

type DemoConfig = { port: number; host: string; dataDir: string; token: string; exchange: Simulator };

/** The environment's own database and folders stay out of it. */
function demoConfig({ port, host, dataDir, token, exchange }: DemoConfig): Config {
  const result = readConfig({
    PORT: String(port),
    HOST: host,
    CARILLON_DATA_DIR: dataDir,
    CARILLON_BOOTSTRAP_TOKEN: token,
    ZADARMA_API_URL: exchange.url,
  });
  if (!result.ok) throw new Error(result.faults.map(({ name, detail }) => `${name} ${detail}`).join('; '));
  return result.config;
}

/** A server is up before its database, which takes its time on a busy machine. */
async function setupUrlOf(server: Server): Promise<string> {
  const until = performance.now() + DATABASE_PATIENCE_MS;
  for (;;) {
    const url = server.setupUrl();
    if (url !== null) return url;
    if (performance.now() > until) throw new Error('The database of the demo did not start.');
    await delay(100);
  }
}

type Fill = { server: Server; exchange: Simulator; token: string; contacts: readonly InventedContact[]; now: () => Date };

async function fill({ server, exchange, token, contacts, now }: Fill): Promise<void> {
  const setupUrl = await setupUrlOf(server);
  const [{ name, email }] = EMPLOYEES;
  const api = demoApi(server.url, token);
  const setup = {
    token: new URL(setupUrl).searchParams.get('token'),
    name,
    email,
    password: DEMO_PASSWORD,
    company: DEMO_COMPANY,
  };
  const { userId, workspaceId } = idsOf(await api('POST', '/setup', setup));
  const ownerIds = await connectCompany(api, { administratorId: userId, exchange, host: new URL(server.url).hostname });
  const companies = inventCompanies(exchange.cloud.random.fork('companies'), COMPANIES);
  const contactIds = await loadClients({ db: server.database.db, workspaceId, companies, contacts, ownerIds, now });
  await beginWork(api, { random: exchange.cloud.random.fork('work'), contacts, contactIds, ownerIds, now: now() });
  await loadPastMonth(api, now());
}
