import { writeFile } from 'node:fs/promises';
import type { WeeklyReport } from '@carillon/contract';
import { sql, type Kysely } from 'kysely';
import type { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKysely, openDatabase } from '../src/db/open.ts';
import type { Database } from '../src/db/schema.ts';
import { findLocalCauses } from '../src/features/health/local-causes.ts';
import { settleAlerts } from '../src/features/health/settle-alerts.ts';
import { longestLost } from '../src/features/lost-callers/longest-lost.ts';
import { readStatistics } from '../src/features/statistics/read-statistics.ts';
import { planReports } from '../src/features/weekly-report/plan-reports.ts';
import { sendReports } from '../src/features/weekly-report/send-reports.ts';
import { createLogger } from '../src/http/logging.ts';
import { openMailServer } from '../src/notices/mail-server.ts';
import { testClock } from './support/api.ts';
import { TestMailServer } from './support/mail-server.ts';
import { openOffice, type OfficeServer, type Person, type PhoneOffice } from './support/phone-office.ts';

const PAGES = 'https://crm.example.com';
const MONDAY = '2026-03-16T05:00:00Z'; // 8:00 in Moscow
const mailbox = new TestMailServer();
let lines: string[] = [];
const log = createLogger({ level: 'info', stream: { write: (line: string) => void lines.push(line) } });
let office: PhoneOffice;
let mailing: OfficeServer;
let otherPool: Pool;
let otherDb: Kysely<Database>;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  await mailbox.start();
  office = await openOffice({ clock: testClock('2026-03-12T09:00:00Z'), smtpUrl: mailbox.url });
  mailing = office.server;
  otherPool = openDatabase({ connection: office.database.connection, log, max: 3 });
  otherDb = createKysely(otherPool);
  anna = office.company.admin;
  boris = office.company.ring['101'] as Person; // the office has 101 to 103
});
afterAll(async () => {
  await otherPool.end();
  await office.close();
  await mailbox.stop();
});
beforeEach(async () => {
  lines = [];
  mailbox.received.length = 0;
  mailbox.refused.clear();
  setClock('2026-03-12T09:00:00Z');
  await office.within(async (tx) => {
    for (const table of [
      'weekly_report_letters',
      'weekly_report_receivers',
      'weekly_reports',
      'calls',
      'telephony_alerts',
      'notifications',
    ])
      await sql`delete from ${sql.table(table)}`.execute(tx);
    await sql`update users set active = true, locale = null, role = case when id = ${anna.id} then 'admin' when id = ${boris.id} then 'supervisor' else 'agent' end`.execute(
      tx,
    );
    await sql`update connections set account_timezone = 'Europe/Moscow'`.execute(tx);
  });
});

const setClock = (iso: string): void => office.clock.pass((Date.parse(iso) - +office.clock.now()) / 1000);
const report = async (by = anna): Promise<WeeklyReport> => (await mailing.ask(by, 'GET /reports/weekly')).body;
const change = (patch: object, by = anna) => mailing.ask(by, 'PATCH /reports/weekly', patch);
const switchOn = (receivers: readonly Person[] = [anna], more = {}) =>
  change({ enabled: true, receiverIds: receivers.map(({ id }) => id), ...more });
const addressOf = async (person: Person): Promise<string> => (await mailing.ask(person, 'GET /session')).body.user.email;

/** What the server's own look finds now, as the pages show it. */
async function alerts(): Promise<string[]> {
  const { now } = office.clock;
  const { workspaceId, connectionId: id } = office.company;
  await office.within(async (tx) => {
    const { causes } = await findLocalCauses(tx, { workspaceId, id }, now());
    await settleAlerts(tx, { connection: { workspaceId, id }, scope: 'local', causes, at: now() });
  });
  const { body } = await mailing.ask(anna, 'GET /telephony/alerts');
  return body.items.map(({ alert, detail }: { alert: string; detail: string | null }) => `${alert} ${detail}`);
}

/** One round of the clocks of a server. */
async function sweep(db: Kysely<Database> = office.database.db): Promise<void> {
  const { send } = openMailServer(mailbox.url, PAGES);
  const sources = { statistics: readStatistics, longestLost };
  await planReports({ db, now: office.clock.now });
  await sendReports({ db, now: office.clock.now, log, publicUrl: PAGES, baseDomain: undefined, send, ...sources });
}

type Made = {
  at: string;
  number?: string;
  status?: string;
  direction?: string;
  did?: string;
  user?: Person;
  talk?: number;
  wait?: number;
};

async function calls(made: readonly Made[]): Promise<void> {
  const { workspaceId, connectionId } = office.company;
  const rows = made.map(
    ({ at, number = null, status = 'missed', direction = 'inbound', did = null, user, talk = null, wait = null }) => ({
      id: uuidv7(),
      at: `2026-03-${at}:00+03`,
      number,
      status,
      direction,
      did,
      user_id: user?.id ?? null,
      talk,
      wait,
    }),
  );
  await office.within((tx) =>
    sql`insert into calls (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, client_number, did, user_id, started_at, talk_seconds, wait_seconds)
      select ${workspaceId}, ${connectionId}, r.id, 'made-' || r.id, r.direction, r.status, false, true, r.number, r.did, r.user_id, r.at, r.talk, r.wait
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, at timestamptz, number text, status text, direction text, did text, user_id uuid, talk int, wait int)`.execute(
      tx,
    ),
  );
}

/** Two weeks: in the last one three were lost. */
async function twoWeeks(): Promise<void> {
  const answered = { status: 'answered', did: '+74951112233', user: boris, talk: 272, wait: 12 } as const;
  await calls([
    { at: '03 12:00', number: '+79160000001' },
    { at: '03 13:00', number: '+79160000002', ...answered },
    { at: '09 10:26', number: '+79160000003', did: '+74951112233' },
    { at: '11 11:00', number: '+79160000003', did: '+74951112233' },
    { at: '10 12:00', number: '+79160000004', did: '+74951112233' },
    { at: '12 12:00', number: '+79160000005', did: '+74951112233' },
    { at: '13 12:00', number: '+79160000006', ...answered },
    { at: '13 13:00', number: '+79160000007', ...answered },
    { at: '13 14:00', number: '+79160000008', status: 'answered', direction: 'outbound', user: boris, talk: 60 },
    { at: '15 23:30', number: '+79160000009', did: '+74951112233' }, // on Sunday night: still waits on Monday morning
  ]);
}

test('5.7 a new workspace sends none; Monday at eight by the account’s clock is offered', async () => {
  expect(await report()).toEqual({
    enabled: false,
    weekday: 1,
    hour: 8,
    timezone: 'Europe/Moscow',
    receiverIds: [],
    canSend: true,
    nextAt: null,
    week: null,
    letters: [],
    trial: null,
  });
  setClock(MONDAY);
  await sweep();
  expect(mailbox.received).toEqual([]);
});

test('5.7 the report has the figures of the page, lost callers first, in Russian, with links', async () => {
  await twoWeeks();
  await office.within((tx) => sql`update users set name = 'Боря <b>' where id = ${boris.id}`.execute(tx));
  expect((await switchOn()).body).toMatchObject({ enabled: true, nextAt: '2026-03-16T05:00:00.000Z' });
  setClock(MONDAY);
  await sweep();
  const [letter] = mailbox.received;
  expect(letter?.to).toEqual([await addressOf(anna)]);
  expect(letter?.headers['subject']).toBe('Звонки за неделю, 9–15 марта: потеряно 3 человека');
  const text = letter?.text.replaceAll('\r\n', '\n') ?? '';
  expect(text).toContain('Потеряно: 3 (неделей раньше: 1, ещё 1 человек ждёт)');
  expect(text).toMatch(
    /Ждут дольше всех\n- \+7 916 000-00-03: 2 звонка, первый: 9 марта\D+10:26\n {2}https:\/\/crm\.example\.com\/calls\//,
  );
  expect(text.indexOf('000-00-03')).toBeLessThan(text.indexOf('000-00-04'));
  expect(text).toContain('- Входящие: прошлая неделя 7, неделей раньше 2');
  expect(text).toContain('- Исходящие: прошлая неделя 1, неделей раньше 0');
  expect(text).toContain('- Пропущено: прошлая неделя 5, неделей раньше 1');
  expect(text).toMatch(/- Доля отвеченных: прошлая неделя 29\s%, неделей раньше 50\s%/);
  expect(text).toContain('- Ждали в среднем: прошлая неделя 12 с, неделей раньше 12 с');
  expect(text).toContain('- Разговоры: прошлая неделя 10 мин 04 с, неделей раньше 4 мин 32 с');
  expect(text).toContain('- Боря <b>: звонки 3, разговоры 10 мин 04 с, без ответа 0');
  expect(text).toContain('- Main: звонки 7, пропущено 5');
  expect(text.indexOf('Потеряно: 3')).toBeLessThan(text.indexOf('Входящие'));
  const html = letter?.html ?? '';
  expect(html).toContain('<html lang="ru">');
  expect(html).toContain('Боря &lt;b&gt;');
  expect(html).not.toContain('<b>');
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link?.replaceAll('&amp;', '&'));
  expect(links).toContain(`${PAGES}/calls?period=custom&from=2026-03-09&to=2026-03-15&status=missed`);
  expect(links).toContain(`${PAGES}/calls?period=custom&from=2026-03-09&to=2026-03-15&userId=${boris.id}`);
  expect(links).toContain(`${PAGES}/calls?period=custom&from=2026-03-09&to=2026-03-15&direction=inbound&did=%2B74951112233`);
  expect(links).toContain(`${PAGES}/settings/weekly-report`);
  if (process.env['KEEP_LETTERS']) await writeFile(`${process.env['KEEP_LETTERS']}/ru.html`, html);
});

test('5.7 in English as its receiver chose, singular where it is one, clients by name with their cards; no figure of a person is "missed"', async () => {
  await mailing.ask(boris, `PATCH /users/${boris.id}`, { locale: 'en' });
  const id = await office.contact({ name: 'Ann Smith', phones: ['+79160000003'] });
  await calls([
    { at: '09 10:26', number: '+79160000003' },
    { at: '09 12:00', number: '+79160000002', status: 'answered', user: boris, talk: 3725, wait: 5 },
  ]);
  await switchOn([boris]);
  setClock(MONDAY);
  await sweep();
  const [letter] = mailbox.received;
  expect(letter?.headers['subject']).toMatch(/^Calls of the week, 9–15 March: 1 caller lost$/);
  const text = letter?.text.replaceAll('\r\n', '\n') ?? '';
  expect(text).toMatch(/- Ann Smith, \+7 916 000-00-03: 1 call, the first on 9 March.+10:26\n/);
  expect(text).toContain(`${PAGES}/contacts/${id}`);
  expect(text).toContain('Talk: last week 1 h 02 min, the week before 0 s');
  expect(text).toMatch(/- Боря <b>|- Agent 101/);
  expect(text.split('By employee')[1]?.split('\n\n')[0]).not.toMatch(/missed/i);
  if (process.env['KEEP_LETTERS']) await writeFile(`${process.env['KEEP_LETTERS']}/en.html`, letter?.html ?? '');
});

test('5.7 a week without calls says so, and nobody was lost', async () => {
  await switchOn();
  setClock(MONDAY);
  await sweep();
  expect(mailbox.received[0]?.headers['subject']).toBe('Звонки за неделю, 9–15 марта: никто не потерян');
  expect(mailbox.received[0]?.text).toContain('На прошлой неделе звонков не было.');
});

test('5.7 two servers, many rounds, a whole day: one letter a receiver and week', async () => {
  await switchOn([anna, boris]);
  setClock('2026-03-16T04:59:59Z');
  await sweep();
  expect(mailbox.received).toEqual([]);
  setClock(MONDAY);
  await Promise.all([sweep(), sweep(otherDb), sweep(), sweep(otherDb)]);
  for (let hour = 0; hour < 24; hour += 1) {
    office.clock.pass(3600);
    await Promise.all([sweep(), sweep(otherDb)]);
  }
  expect(mailbox.received.map(({ to }) => to[0]).toSorted()).toEqual([await addressOf(anna), await addressOf(boris)].toSorted());
  await switchOn([anna, boris], { weekday: 3, hour: 9 }); // moved within the week: it has been sent
  setClock('2026-03-18T06:00:00Z');
  await sweep();
  expect(mailbox.received).toHaveLength(2);
  setClock('2026-03-25T06:00:00Z');
  await Promise.all([sweep(), sweep(otherDb)]);
  expect(mailbox.received).toHaveLength(4);
  expect(new Set(mailbox.received.map(({ headers }) => headers['message-id'])).size).toBe(4);
});

test('5.7 what a server had taken when it died is sent by another, once', async () => {
  await switchOn();
  setClock(MONDAY);
  await planReports({ db: otherDb, now: office.clock.now });
  const { rows } = await sql`select id from claim_report_letter(${office.clock.now()})`.execute(otherDb);
  expect(rows).toHaveLength(1);
  await sweep();
  expect(mailbox.received).toEqual([]);
  office.clock.pass(121);
  await Promise.all([sweep(), sweep(otherDb)]);
  expect(mailbox.received).toHaveLength(1);
});

test('5.7 in the weeks when clocks change it comes at eight, once, and covers Monday to Sunday', async () => {
  await office.within((tx) => sql`update connections set account_timezone = 'Europe/Berlin'`.execute(tx));
  await calls([
    { at: '23 02:00', number: '+79160000001' }, // Monday, 0:00 in Berlin
    { at: '23 01:59', number: '+79160000002' }, // Sunday
    { at: '30 00:59', number: '+79160000003' }, // Sunday, 23:59, summer time
    { at: '30 01:00', number: '+79160000004' }, // Monday
  ]);
  setClock('2026-03-24T09:00:00Z');
  expect((await switchOn()).body.nextAt).toBe('2026-03-30T06:00:00.000Z');
  setClock('2026-03-30T05:59:00Z');
  await sweep();
  expect(mailbox.received).toEqual([]);
  setClock('2026-03-30T06:00:00Z');
  for (let round = 0; round < 4; round += 1) {
    await sweep();
    office.clock.pass(1800);
  }
  expect(mailbox.received).toHaveLength(1);
  expect(mailbox.received[0]?.headers['subject']).toContain('23–29 марта');
  expect(mailbox.received[0]?.text).toContain('Входящие: прошлая неделя 2, неделей раньше 1');
});

test('5.7 a server that was off on Monday sends it later; after three days it is old news; switched on later, it begins with the next', async () => {
  await switchOn();
  setClock('2026-03-18T09:00:00Z');
  await sweep();
  expect(mailbox.received).toHaveLength(1);
  setClock('2026-03-27T09:00:00Z');
  await sweep();
  expect(mailbox.received).toHaveLength(1);
  await change({ enabled: false });
  setClock('2026-03-30T06:00:00Z');
  await switchOn();
  await sweep();
  expect(mailbox.received).toHaveLength(1);
  setClock('2026-04-06T05:00:00Z');
  await sweep();
  expect(mailbox.received).toHaveLength(2);
});

test('5.7 nobody who has left, is an agent now, was taken off the list, or switched it off meanwhile gets one', async () => {
  await switchOn([anna, boris]);
  await office.within((tx) => sql`update users set active = false where id = ${boris.id}`.execute(tx));
  setClock(MONDAY);
  await sweep();
  expect(mailbox.received.map(({ to }) => to[0])).toEqual([await addressOf(anna)]);
  expect((await report()).receiverIds).toEqual([anna.id]);

  await office.within((tx) => sql`update users set active = true where id = ${boris.id}`.execute(tx));
  setClock('2026-03-23T05:00:00Z');
  await planReports({ db: otherDb, now: office.clock.now });
  await office.within((tx) => sql`update users set role = 'agent' where id = ${boris.id}`.execute(tx));
  await change({ enabled: false });
  await sweep();
  expect(mailbox.received).toHaveLength(1);
  expect((await report()).letters.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
});

test('5.7 a mail server that is down: said in the settings, tried again, sent once; another company’s letter is its own', async () => {
  await switchOn();
  setClock(MONDAY);
  await mailbox.stop();
  await sweep();
  await mailbox.start();
  expect(await report()).toMatchObject({
    week: '2026-03-09',
    letters: [{ user: { id: anna.id }, state: 'waiting', fault: 'unreachable', sentAt: null }],
  });
  expect(lines.join('')).toContain('A weekly report could not be sent');
  expect(lines.join('')).not.toMatch(/@example|robot/);
  await sweep();
  expect(mailbox.received).toEqual([]); // it has been tried just now
  office.clock.pass(121);
  await Promise.all([sweep(), sweep(otherDb)]);
  office.clock.pass(7200);
  await sweep();
  expect(mailbox.received).toHaveLength(1);
  expect((await report()).letters).toMatchObject([{ state: 'sent', fault: null }]);
  const other = await office.addCompany(`other-${uuidv7()}`);
  expect((await mailing.ask(other.admin, 'GET /reports/weekly')).body).toMatchObject({
    enabled: false,
    letters: [],
    receiverIds: [],
  });
});

test('5.7 an address that is refused holds up nobody and is given up after three days', async () => {
  mailbox.refused.add(await addressOf(boris));
  await switchOn([anna, boris]);
  setClock(MONDAY);
  await sweep();
  expect(mailbox.received.map(({ to }) => to[0])).toEqual([await addressOf(anna)]);
  const { letters } = await report();
  expect(letters.find(({ user }) => user.id === boris.id)).toMatchObject({ state: 'waiting', fault: 'address-refused' });
  for (let hour = 0; hour < 84; hour += 12) {
    office.clock.pass(12 * 3600);
    await sweep();
  }
  expect((await report()).letters.find(({ user }) => user.id === boris.id)).toMatchObject({
    state: 'failed',
    fault: 'address-refused',
  });
  expect(mailbox.received).toHaveLength(1);
});

test('5.7 a trial goes to whoever asks, at once, in the middle of the week and switched off; pressed twice it is one', async () => {
  const asked = await Promise.all([1, 2, 3].map(() => mailing.ask(anna, 'POST /reports/weekly/trial')));
  expect(asked.map(({ status }) => status)).toEqual([202, 202, 202]);
  await Promise.all([sweep(), sweep(otherDb)]);
  expect(mailbox.received.map(({ to }) => to[0])).toEqual([await addressOf(anna)]);
  expect(mailbox.received[0]?.headers['subject']).toContain('2–8 марта');
  expect(mailbox.received[0]?.text).toContain('Вы попросили прислать это письмо');
  expect((await report()).trial).toMatchObject({ state: 'sent', fault: null });
  expect((await report(boris)).trial).toBeNull();
  mailbox.refused.add(await addressOf(anna));
  await mailing.ask(anna, 'POST /reports/weekly/trial');
  await sweep();
  expect((await report()).trial).toMatchObject({ state: 'failed', fault: 'address-refused' });
  mailbox.refused.clear();
  office.clock.pass(7200);
  await sweep();
  expect(mailbox.received).toHaveLength(1); // whoever wants another asks again
  await switchOn();
  setClock(MONDAY);
  await sweep();
  expect(mailbox.received).toHaveLength(2); // a trial does not stand for the week's own
});

test('5.7 agents neither see nor change it; receivers are leaders of this company; switched on, somebody gets it; each change is in the audit log', async () => {
  const agent = office.company.ring['102'] as Person;
  for (const line of ['GET /reports/weekly', 'POST /reports/weekly/trial'])
    expect((await mailing.ask(agent, line)).status).toBe(403);
  expect((await change({ enabled: false }, agent)).status).toBe(403);
  const other = await office.addCompany(`foreign-${uuidv7()}`);
  for (const receivers of [[agent], [other.admin], []]) {
    const { status, body } = await switchOn(receivers);
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/receiverIds']);
  }
  expect((await report()).enabled).toBe(false);
  expect((await switchOn([boris], { weekday: 5, hour: 17 })).body).toMatchObject({ nextAt: '2026-03-13T14:00:00.000Z' });
  expect((await change({ receiverIds: [] })).status).toBe(422);
  expect((await change({ weekday: 8 })).status).toBe(422);
  const { items } = (await mailing.ask(anna, 'GET /audit?limit=1')).body;
  expect(items[0]).toMatchObject({ action: 'weekly-report.changed', about: { enabled: true, weekday: 5, hour: 17 } });
});

test('5.7 without a mail server the settings say so, it can not be switched on, and no trial is promised', async () => {
  const { ask } = await office.addServer();
  expect((await ask(anna, 'GET /reports/weekly')).body).toMatchObject({ canSend: false, enabled: false });
  expect((await ask(anna, 'PATCH /reports/weekly', { enabled: true, receiverIds: [anna.id] })).status).toBe(409);
  expect((await ask(anna, 'POST /reports/weekly/trial')).status).toBe(409);
  await switchOn();
  expect((await ask(anna, 'GET /reports/weekly')).body).toMatchObject({ canSend: false, enabled: true, nextAt: null });
  expect((await ask(anna, 'PATCH /reports/weekly', { enabled: false })).body).toMatchObject({ enabled: false });
});

test('1.6 5.7 a report that did not go out in an hour is an alert with its reason, told once, until it goes out', async () => {
  await switchOn();
  setClock(MONDAY);
  await mailbox.stop();
  await sweep();
  expect(await alerts()).toEqual([]); // it may yet go out with the next attempt
  office.clock.pass(3600);
  await sweep();
  await mailbox.start();
  expect(await alerts()).toEqual(['report-failed unreachable']);
  expect(await alerts()).toHaveLength(1);
  const told = await mailing.ask(anna, 'GET /notifications');
  expect(told.body.items).toMatchObject([{ kind: 'telephony-alert', data: { alert: 'report-failed' }, readAt: null }]);
  expect(told.body.items[0].data).not.toHaveProperty('detail');
  expect((await mailing.ask(boris, 'GET /notifications')).body.items).toEqual([]);
  office.clock.pass(3700);
  await sweep();
  expect(mailbox.received).toHaveLength(1);
  expect(await alerts()).toEqual([]);
  expect((await mailing.ask(anna, 'GET /notifications')).body.items[0].readAt).not.toBe(null);
});

test('1.6 5.7 one that was given up stays an alert until a trial goes out, or the report is switched off', async () => {
  await switchOn();
  setClock(MONDAY);
  await mailbox.stop();
  await sweep();
  office.clock.pass(4 * 86_400);
  await sweep();
  await mailbox.start();
  expect(await alerts()).toEqual(['report-failed unreachable']);
  await change({ enabled: false });
  expect(await alerts()).toEqual([]);
  await change({ enabled: true });
  expect(await alerts()).toEqual([]); // what was before it was switched on is no fault of now
  await office.within((tx) => sql`update weekly_reports set enabled_at = ${new Date('2026-03-12T09:00:00Z')}`.execute(tx));
  expect(await alerts()).toEqual(['report-failed unreachable']);
  expect((await mailing.ask(anna, 'POST /reports/weekly/trial')).status).toBe(202);
  expect(await alerts()).toHaveLength(1);
  await sweep();
  expect(await alerts()).toEqual([]);
});

test('1.6 5.7 an address that is refused is an alert of its own, which nobody else’s letter ends; whoever leaves the list ends it', async () => {
  mailbox.refused.add(await addressOf(boris));
  await switchOn([anna, boris]);
  setClock(MONDAY);
  await sweep();
  office.clock.pass(3700);
  expect(await alerts()).toEqual(['report-failed address-refused']);
  await mailing.ask(anna, 'POST /reports/weekly/trial');
  await sweep();
  expect(mailbox.received.length).toBeGreaterThan(1);
  expect(await alerts()).toHaveLength(1);
  await switchOn([anna]);
  expect(await alerts()).toEqual([]);
});

test('1.6 5.7 a trial that fails is no alert: whoever asked is told', async () => {
  await switchOn();
  mailbox.refused.add(await addressOf(anna));
  await mailing.ask(anna, 'POST /reports/weekly/trial');
  await sweep();
  office.clock.pass(7200);
  expect((await report()).trial).toMatchObject({ state: 'failed' });
  expect(await alerts()).toEqual([]);
});
