import { sql } from 'kysely';
import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CallNews, sendCallNews } from '../src/call-news.ts';
import { expireCalls } from '../src/features/calls/expire-calls.ts';
import { CLIENT, openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

test('4.8 a call that rang at hundreds of phones is told to everybody, in pieces that the database takes', async () => {
  const listener = new Client(office.database.connection);
  await listener.connect();
  const heard: CallNews[] = [];
  listener.on('notification', ({ payload }) => heard.push(...(JSON.parse(payload ?? '[]') as CallNews[])));
  await listener.query('listen carillon_calls');
  const people = Array.from({ length: 950 }, () => uuidv7());
  const [first = ''] = people;
  const news: CallNews = {
    workspaceId: office.company.workspaceId,
    callId: uuidv7(),
    version: 3,
    announcements: [
      { type: 'call.ringing', userId: first, extension: '100', ring: 1 },
      { type: 'call.updated', userIds: people },
      { type: 'call.ended', userIds: people },
    ],
  };
  const small = { ...news, callId: uuidv7(), announcements: [{ type: 'call.updated' as const, userIds: [first] }] };
  await office.within((tx) => sendCallNews(tx, [small, news, small]));
  await listener.query('select 1');
  const told = heard.filter(({ callId }) => callId === news.callId).flatMap(({ announcements }) => announcements);
  const to = (type: string) => told.flatMap((each) => (each.type === type && each.type !== 'call.ringing' ? each.userIds : []));
  expect([to('call.updated'), to('call.ended')]).toEqual([people, people]);
  expect(told[0]).toMatchObject({ type: 'call.ringing', userId: first });
  expect(told.findLastIndex(({ type }) => type === 'call.updated')).toBeLessThan(
    told.findIndex(({ type }) => type === 'call.ended'),
  );
  expect(heard.filter(({ callId }) => callId === small.callId)).toEqual([small, small]);
  await listener.end();
});

test('4.9 a call that goes on at the moment its time is up is not ended: it is looked at again under the lock', async () => {
  const call = office.inbound();
  await office.play([call.start(), call.internal('101')]);
  await office.settle();
  office.clock.pass(301);
  const { db } = office.database;
  let goOn = (): void => undefined;
  const going = new Promise<void>((resolve) => (goOn = resolve));
  let locked = (): void => undefined;
  const isLocked = new Promise<void>((resolve) => (locked = resolve));
  const rings = office.within(async (tx) => {
    await sql`update calls set deadline_at = ${new Date(+office.clock.now() + 300_000)} where pbx_call_id = ${call.pbxCallId}`.execute(
      tx,
    );
    locked();
    await going;
  });
  await isLocked;
  const expired = expireCalls({ db, now: office.clock.now, effects: [] });
  const waiting = async () =>
    (
      await office.database.pool.query(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rows[0].n;
  await expect.poll(waiting).toBeGreaterThan(0);
  goOn();
  await rings;
  expect(await expired).toBe(0);
  expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'ringing', endedAt: null });
  office.clock.pass(301);
  expect(await expireCalls({ db, now: office.clock.now, effects: [] })).toBe(1);
  expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'end-unknown' });
});

test('5.2 calls that a client gets or loses are news: a higher version, found by updatedAfter', async () => {
  const call = office.inbound();
  await office.play([call.start(), call.missed()]);
  await office.settle();
  const before = await office.call(call.pbxCallId);
  office.clock.pass(60);
  const since = office.clock.now().toISOString();
  const changed = async () =>
    (await office.journal(`&updatedAfter=${encodeURIComponent(since)}`)).map(({ clients }) => clients.length);
  expect(await changed()).toEqual([]);
  office.clock.pass(60);
  const id = await office.contact({ name: 'Ivan', phones: [CLIENT] });
  expect(await changed()).toEqual([1]);
  const linked = await office.call(call.pbxCallId);
  expect(linked?.version).toBeGreaterThan(before?.version ?? 0);
  office.clock.pass(60);
  const phones = [{ number: CLIENT, state: 'wrong' }];
  expect((await office.ask(office.company.admin, `PATCH /contacts/${id}`, { phones })).status).toBe(200);
  expect(await changed()).toEqual([0]);
  expect((await office.call(call.pbxCallId))?.version).toBeGreaterThan(linked?.version ?? 0);
});
