import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NotificationData, NotificationKind } from '@carillon/contract';
import Fastify from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { createKysely, openDatabase } from '../src/db/open.ts';
import type { Database } from '../src/db/schema.ts';
import { createLogger } from '../src/http/logging.ts';
import { mailNotices } from '../src/notices/mail-notices.ts';
import { openMailServer } from '../src/notices/mail-server.ts';
import { noticeMail } from '../src/notices/notice-mail.ts';
import { notify } from '../src/notices/notify.ts';
import { MAIL_LOGIN, TestMailServer } from './support/mail-server.ts';
import { openOffice, type Person, type PhoneOffice, SERVER_SECRET } from './support/phone-office.ts';

const URL_OF_PAGES = 'https://crm.example.com';
const mailbox = new TestMailServer();
let office: PhoneOffice;
let boris: Person;
let vera: Person;
let otherPool: Pool;
let otherDb: Kysely<Database>;
let lines: string[] = [];
const log = createLogger({ level: 'info', stream: { write: (line: string) => void lines.push(line) } });

beforeAll(async () => {
  await mailbox.start();
  office = await openOffice();
  boris = office.company.ring['101'] as Person; // the office has 101 to 103
  vera = office.company.ring['102'] as Person;
  otherPool = openDatabase({ connection: office.database.connection, log, max: 3 });
  otherDb = createKysely(otherPool);
});
afterAll(async () => {
  await otherPool.end();
  await office.close();
  await mailbox.stop();
});
beforeEach(async () => {
  await office.within((tx) => sql`update notifications set mail_at = null`.execute(tx));
  mailbox.received.length = 0;
  mailbox.refused.clear();
  lines = [];
  for (const person of [boris, vera]) await prefer(person, { preferences: { email: true }, locale: null });
});

const prefer = (person: Person, patch: object) => office.ask(person, `PATCH /users/${person.id}`, patch);
const addressOf = async (person: Person): Promise<string> => (await office.ask(person, 'GET /session')).body.user.email;
const CALLED: NotificationData = {
  number: '+79161234567',
  clientType: 'contact',
  clientName: 'Ivanov',
  did: '+74951112233',
  at: '2026-03-16T09:00:00.000Z',
  dueAt: '2026-03-16T09:15:00.000Z',
};
let counter = 0;

type Told = { kind?: NotificationKind; key?: string; data?: NotificationData; at?: Date };

function tell(to: readonly Person[], told: Told = {}): Promise<number> {
  const { kind = 'missed-call', key = `key ${(counter += 1)}`, data = CALLED, at = office.clock.now() } = told;
  const { workspaceId } = office.company;
  return office.within((tx) => notify(tx, { workspaceId, to: to.map(({ id }) => id), kind, dedupeKey: key, data, at }));
}

function sweep(db: Kysely<Database> = office.database.db): Promise<void> {
  const { send } = openMailServer(mailbox.url, URL_OF_PAGES);
  return mailNotices({ db, now: office.clock.now, log, publicUrl: URL_OF_PAGES, baseDomain: undefined, send });
}

describe('9.3 notices by e-mail', () => {
  test('9.3 told forty times, by two servers at once, it is one letter', async () => {
    await Promise.all(Array.from({ length: 40 }, () => tell([boris], { key: 'the same call' })));
    await Promise.all([sweep(), sweep(otherDb), sweep(), sweep(otherDb)]);
    office.clock.pass(3600);
    await sweep();
    expect(mailbox.received).toHaveLength(1);
    expect(mailbox.received[0]).toMatchObject({ from: MAIL_LOGIN.user, to: [await addressOf(boris)] });
  });

  test('9.3 many letters, two servers: each once', async () => {
    for (let n = 0; n < 15; n += 1) await tell([boris, vera]);
    await Promise.all([sweep(), sweep(otherDb)]);
    expect(mailbox.received).toHaveLength(30);
    expect(new Set(mailbox.received.map(({ headers }) => headers['message-id'])).size).toBe(30);
  });

  test('9.3 in Russian, as the company, and in English, as chosen', async () => {
    await prefer(vera, { locale: 'en' });
    await tell([boris]);
    await sweep();
    await tell([vera], { data: { ...CALLED, missedCallId: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d05', count: 3 } });
    await sweep();
    const [russian, english] = mailbox.received;
    expect(russian?.headers['subject']).toBe('Пропущенный звонок: Ivanov, +7 916 123-45-67');
    expect(russian?.text).toMatch(
      /Когда: 16 марта 2026\D+12:00\r?\nКуда звонили: Main\r?\nСколько звонков: 1\r?\nПерезвонить до: .*12:15/,
    );
    expect(english?.headers['subject']).toBe('Missed call from Ivanov, +7 916 123-45-67');
    expect(english?.text).toMatch(/When: 16 March 2026\D+12:00\r?\nTo: Main\r?\nCalls: 3\r?\n/);
    expect(english?.text).toContain(`Open in Carillon: ${URL_OF_PAGES}/missed`);
  });

  test('9.3 a hidden number, a supervisor told of the wait, a warning of telephony', async () => {
    await prefer(boris, { locale: 'en' });
    await tell([boris], { data: { number: null } });
    await tell([boris], { kind: 'missed-call-escalated' });
    await tell([boris], { kind: 'telephony-alert', data: { alert: 'balance-low', detail: '3 USD' } });
    await tell([boris], { kind: 'your-client-called' }); // the bell is enough
    await sweep();
    expect(mailbox.received.map(({ headers }) => headers['subject']).toSorted()).toEqual([
      'Missed call from a hidden number',
      'Nobody has called Ivanov, +7 916 123-45-67 back',
      'The telephony balance is low (3 USD)',
    ]);
  });

  test('9.3 a name with lines in it adds no header and no recipient', async () => {
    await prefer(boris, { locale: 'en' });
    await tell([boris], { data: { ...CALLED, clientName: 'Eve\r\nBcc: all@example.com\u2028\nX-Evil: 1\r\n\r\nhello' } });
    await sweep();
    const [letter] = mailbox.received;
    expect(letter?.headers['subject']).toBe('Missed call from Eve Bcc: all@example.com X-Evil: 1 hello, +7 916 123-45-67');
    expect(Object.keys(letter?.headers ?? {})).not.toEqual(expect.arrayContaining(['bcc']));
    expect(Object.keys(letter?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-evil']));
    expect(letter?.to).toEqual([await addressOf(boris)]);
  });
});

describe('9.3 when it can not be sent', () => {
  test('9.3 a server that is down: later, once, and no secret in the log', async () => {
    await mailbox.stop();
    await tell([boris]);
    await tell([vera]);
    await sweep();
    await sweep();
    await mailbox.start();
    await sweep();
    expect(mailbox.received).toHaveLength(0); // both have been tried just now
    office.clock.pass(121);
    await Promise.all([sweep(), sweep(otherDb)]);
    office.clock.pass(7200);
    await sweep();
    expect(mailbox.received).toHaveLength(2);
    expect(lines.join('')).toContain('A letter could not be sent and will be tried again');
    expect(lines.join('')).not.toMatch(/pass of|robot|@example/);
  });

  test('9.3 what a process had taken when it died is sent by another', async () => {
    await tell([boris]);
    const { rows } = await sql`select id from claim_notice_to_mail(${office.clock.now()})`.execute(otherDb);
    expect(rows).toHaveLength(1);
    await sweep();
    expect(mailbox.received).toHaveLength(0);
    office.clock.pass(121);
    await sweep();
    expect(mailbox.received).toHaveLength(1);
  });

  test('9.3 an address that is refused holds up nobody, and is given up after a day', async () => {
    const bad = await addressOf(boris);
    mailbox.refused.add(bad);
    await tell([boris]);
    await tell([vera]);
    await sweep();
    expect(mailbox.received.map(({ to }) => to)).toEqual([[await addressOf(vera)]]);
    for (let hour = 0; hour < 25; hour += 1) {
      office.clock.pass(3600);
      await sweep();
    }
    expect(lines.filter((line) => line.includes('could not be sent')).length).toBeLessThan(30);
    mailbox.refused.clear();
    office.clock.pass(7200);
    await sweep();
    expect(mailbox.received).toHaveLength(1);
  });

  test('9.3 whoever did not choose it gets none, nor who has changed their mind since', async () => {
    await prefer(boris, { preferences: { email: false } });
    await tell([boris, vera, office.company.ring['103'] as Person]);
    await prefer(vera, { preferences: { email: false } });
    await sweep();
    await prefer(vera, { preferences: { email: true } });
    office.clock.pass(3600);
    await sweep();
    expect(mailbox.received).toEqual([]);
  });

  test('9.3 without a mail server nothing is sent, the page does not offer it, and the notice is there', async () => {
    const read = readConfig({});
    if (!read.ok) throw new Error('the empty configuration is right');
    const app = Fastify();
    await app.register(
      noticeMail({ config: read.config, db: office.database.db, now: office.clock.now, log, isReady: () => true }),
    );
    await app.ready();
    await tell([boris], { data: { ...CALLED, clientName: 'Nobody mails this' } });
    await app.close();
    const { body } = await office.ask(boris, 'GET /notifications?limit=1');
    expect(body.items[0].data.clientName).toBe('Nobody mails this');
    expect((await office.ask(boris, 'GET /session')).body).toMatchObject({ sendsEmail: false, preferences: { email: true } });
    expect(mailbox.received).toEqual([]);
  });
});

test('9.3 two whole server processes send each letter once', async () => {
  const children: ChildProcess[] = [];
  const folders: string[] = [];
  try {
    for (let n = 0; n < 2; n += 1) {
      const folder = await mkdtemp(join(tmpdir(), 'carillon-mail-'));
      folders.push(folder);
      const env = {
        ...process.env,
        DATABASE_URL: office.database.url,
        CARILLON_DATA_DIR: folder,
        CARILLON_SECRET: SERVER_SECRET,
        CARILLON_SMTP_URL: mailbox.url,
        PORT: '0',
      };
      const script = join(import.meta.dirname, 'support', 'whole-server.ts');
      const args = ['--conditions=source', '--import', 'tsx', script];
      children.push(spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }));
    }
    for (let n = 0; n < 10; n += 1) await tell([boris, vera], { at: new Date() });
    const left = async (): Promise<number> => {
      const { rows } = await office.within((tx) =>
        sql<{ n: number }>`select count(*)::int as n from notifications where mail_at is not null`.execute(tx),
      );
      return rows[0]?.n ?? 0;
    };
    await vi.waitUntil(async () => (await left()) === 0, { timeout: 110_000, interval: 200 });
    expect(mailbox.received).toHaveLength(20);
    expect(new Set(mailbox.received.map(({ headers }) => headers['message-id'])).size).toBe(20);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

test('the check of the doctor signs in, and a wrong password fails it', async () => {
  await openMailServer(mailbox.url, URL_OF_PAGES).check();
  await expect(openMailServer(mailbox.urlWith('wrong'), URL_OF_PAGES).check()).rejects.toThrow();
  expect(openMailServer('smtp://robot@mail.example.com?from=crm@example.com', URL_OF_PAGES).from).toBe('crm@example.com');
  expect(openMailServer('smtp://robot:x@mail.example.com', URL_OF_PAGES).from).toBe('carillon@crm.example.com');
  expect(mailbox.received).toEqual([]);
});
