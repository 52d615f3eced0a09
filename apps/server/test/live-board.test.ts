import type { LiveBoard } from '@carillon/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function board(): Promise<LiveBoard> {
  await office.settle();
  const { status, body, text } = await office.ask(office.company.admin, 'GET /live-board?timezone=Europe/Moscow');
  if (status !== 200) throw new Error(text);
  return body;
}
const tiles = ({ employees }: LiveBoard) => Object.fromEntries(employees.map((tile) => [tile.extension, tile]));

test('5.7 a tile says free, ringing, talking with whom since when, and away; a call in the menu waits', async () => {
  expect(tiles(await board())).toMatchObject({ '101': { state: 'free', since: null, call: null }, '102': { state: 'free' } });
  await office.contact({ name: 'Ivanov Ivan', phones: [CLIENT] });
  const call = office.inbound(CLIENT);
  await office.play([call.start()]);
  const waiting = await board();
  expect(waiting.menu).toMatchObject([{ clientNumber: CLIENT, didLabel: 'Main', client: { name: 'Ivanov Ivan' } }]);
  expect(tiles(waiting)['101']).toMatchObject({ state: 'free' });

  await office.play([call.internal('101'), call.internal('102')]);
  const ringing = await board();
  expect(ringing.menu).toEqual([]);
  expect(tiles(ringing)).toMatchObject({ '101': { state: 'ringing' }, '102': { state: 'ringing' }, '103': { state: 'free' } });

  await office.play([call.answer('102')]);
  const talking = tiles(await board());
  expect(talking['101']).toMatchObject({ state: 'free', call: null });
  const talk = await office.call(call.pbxCallId);
  expect(talking['102']).toMatchObject({
    state: 'talking',
    since: talk?.answeredAt,
    call: { callId: talk?.id, direction: 'inbound', client: { name: 'Ivanov Ivan' } },
  });

  await office.play([call.end({ internal: '102', durationSeconds: 30 })]);
  const ended = tiles(await board());
  expect(ended['102']).toMatchObject({ state: 'free', since: (await office.call(call.pbxCallId))?.endedAt, call: null });

  const until = new Date(+office.clock.now() + 3_600_000).toISOString();
  const { admin, ring } = office.company;
  await office.ask(admin, `PATCH /users/${ring['103']?.id}`, { absence: { until, deputyId: null } });
  expect(tiles(await board())['103']).toMatchObject({ state: 'away', until, since: null });
});

test('5.7 who dials shows as ringing, with the number', async () => {
  const call = office.outbound('101', CLIENT);
  await office.play([call.outStart()]);
  expect(tiles(await board())['101']).toMatchObject({ state: 'ringing', call: { direction: 'outbound', clientNumber: CLIENT } });
  await office.play([call.outEnd({ disposition: 'cancel' })]);
  expect(tiles(await board())['101']).toMatchObject({ state: 'free' });
});

test('5.7 today is held against yesterday until this time of day', async () => {
  const { today } = await board();
  expect(today).toMatchObject({ answered: 1, missed: 0 });
  office.clock.pass(24 * 3600 + 60);
  const call = office.inbound('+79160000002');
  await office.play([call.start(), call.internal('101'), call.missed()]);
  const next = await board();
  expect(next).toMatchObject({ today: { answered: 0, missed: 1, waitMean: null }, yesterday: { ...today } });
  office.clock.pass(-3600);
  expect((await board()).yesterday).toMatchObject({ answered: 0 });
});

test('5.7 the board is for supervisors; another company has its own', async () => {
  expect((await office.ask(office.company.ring['101'] ?? null, 'GET /live-board')).status).toBe(403);
  expect((await office.ask(office.company.admin, 'GET /live-board?timezone=Mars/Base')).status).toBe(422);
  const other = await office.addCompany('other');
  const { body } = await office.ask(other.admin, 'GET /live-board');
  const names = new Set(Object.values(other.ring).map(({ id }) => id));
  expect(body.employees.map(({ user }: { user: { id: string } }) => names.has(user.id))).toEqual([true, true, true]);
});
