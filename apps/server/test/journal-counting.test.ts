import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countJournals } from '../src/journal/count-journal.ts';
import { openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const HOUR_MS = 3_600_000;
const runningHour = (): Date => new Date(Math.floor(+office.clock.now() / HOUR_MS) * HOUR_MS);

async function called(caller: string): Promise<void> {
  const call = office.inbound(caller);
  await office.play([call.start(), call.internal('101'), call.missed()]);
  await office.settle();
}

async function hoursToCount(): Promise<Date[]> {
  const { rows } = await office.within((tx) =>
    sql<{ hour: Date }>`select distinct hour from call_changes order by hour`.execute(tx),
  );
  return rows.map(({ hour }) => hour);
}

async function figures(): Promise<{ complete: boolean; calls: number }> {
  const day = { from: new Date(+runningHour() - 12 * HOUR_MS), to: new Date(+runningHour() + 12 * HOUR_MS) };
  const { body } = await office.ask(
    office.company.admin,
    `GET /statistics/calls?from=${day.from.toISOString()}&to=${day.to.toISOString()}&groupBy=day&timezone=UTC`,
  );
  return { complete: body.complete, calls: body.totals.calls };
}

test('5.7 the clock counts what is over and leaves the running hour to whoever reads it', async () => {
  await called('+79160000001');
  office.clock.pass(3600);
  await called('+79160000002');
  await countJournals({ db: office.database.db, now: office.clock.now });
  expect(await hoursToCount()).toEqual([runningHour()]);
  expect(await figures()).toEqual({ complete: true, calls: 2 });
  expect(await hoursToCount()).toEqual([]);
});

test('5.7 an hour that changes while it is counted neither keeps the clock going nor makes the figures incomplete', async () => {
  await office.database.ownerPool.query(`
    create function change_meanwhile() returns trigger language plpgsql as $$
    begin
      insert into call_changes (workspace_id, hour) select distinct workspace_id, at from counted where grain = 'hour';
      return null;
    end $$;
    create trigger changing after insert on call_counts referencing new table as counted
    for each statement execute function change_meanwhile()
  `);
  await called('+79160000003');
  office.clock.pass(3600);
  await countJournals({ db: office.database.db, now: office.clock.now });
  expect(await figures()).toEqual({ complete: true, calls: 3 });
  expect(await hoursToCount()).toHaveLength(1); // it changed: the next round counts it again
  await office.database.ownerPool.query('drop function change_meanwhile cascade');
});

async function hoursDue(): Promise<Date[]> {
  const { rows } = await office.within((tx) => sql<{ hour: Date }>`select hour from call_hours_due order by hour`.execute(tx));
  return rows.map(({ hour }) => hour);
}
const clock = (): Promise<void> => countJournals({ db: office.database.db, now: office.clock.now });

test('5.7 the clock lays the running day out once an hour, and a day that is over whenever one of its calls has changed', async () => {
  await called('+79160000004');
  const hour = runningHour();
  office.clock.pass(3600);
  await clock();
  expect(await hoursDue()).toEqual([]);
  await office.within((tx) => sql`update calls set did = '+74950000008' where client_number = '+79160000004'`.execute(tx));
  await clock();
  expect(await hoursDue()).toEqual([hour]);
  expect((await office.ask(office.company.admin, 'GET /calls?did=%2B74950000008')).body.total).toBe(1);
  office.clock.pass(24 * 3600);
  await clock();
  expect(await hoursDue()).toEqual([]);
  await office.within((tx) => sql`update calls set did = '+74950000009' where client_number = '+79160000004'`.execute(tx));
  const { body } = await office.ask(office.company.admin, 'GET /calls?did=%2B74950000009');
  expect(body.total).toBe(1); // out of the calls themselves, until the clock has been there
  await clock();
  expect(await hoursDue()).toEqual([]);
  expect((await office.ask(office.company.admin, 'GET /calls?did=%2B74950000009')).body.total).toBe(1);
});

test('5.7 what is written about a call, or whose it is, leaves its hour counted', async () => {
  await called('+79160000005');
  office.clock.pass(24 * 3600);
  await clock();
  const { body } = await office.ask(office.company.admin, 'GET /calls?number=%2B79160000005');
  await office.ask(office.company.admin, `POST /calls/${body.items[0].id}/notes`, { text: 'Called about the roof' });
  await office.ask(office.company.admin, 'POST /contacts', { name: 'Roof', phones: [{ number: '+79160000005' }] });
  const after = await office.ask(office.company.admin, 'GET /calls?number=%2B79160000005');
  expect(after.body.items[0].version).toBeGreaterThan(body.items[0].version);
  expect(await hoursToCount()).toEqual([]);
});

test('5.7 a ring in vain that is told after its call was counted is counted, too', async () => {
  const call = office.inbound('+79160000006');
  await office.play([call.start(), call.missed()]);
  await office.settle();
  office.clock.pass(3600);
  await clock();
  await office.play([call.internal('101')]);
  await office.settle();
  expect(await hoursToCount()).toHaveLength(1);
});
