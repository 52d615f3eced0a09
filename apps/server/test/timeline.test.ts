import type { TimelineItem } from '@carillon/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const make = async (path: string, body: object): Promise<string> =>
  (await office.ask(office.company.admin, `POST ${path}`, body)).body.id;
const read = async (query: string): Promise<{ items: TimelineItem[]; nextCursor: string | null }> =>
  (await office.ask(office.company.admin, `GET /timeline?${query}`)).body;
const talk = async (): Promise<string> => {
  const call = office.inbound();
  await office.play([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
  await office.settle();
  return (await office.call(call.pbxCallId))?.id ?? '';
};
const told = (items: readonly TimelineItem[]) =>
  items.map((item) => {
    if (item.type === 'call') return `call ${item.call.clientNumber}`;
    if (item.type === 'sms') return `sms ${item.sms.text}`;
    if (item.type === 'note') return `note ${item.note.text}`;
    return item.type === 'task' ? `task ${item.task.title}` : `deal ${item.deal.title}`;
  });

test('5.2 a client’s timeline has calls, notes, tasks and deals, with what was written about the deals, page by page', async () => {
  await talk(); // before the client existed
  const id = await make('/contacts', { name: 'Иван', phones: [{ number: CLIENT }] });
  const about = { type: 'contact', id };
  await make('/notes', { about, text: 'prefers evenings' });
  office.clock.pass(1);
  await make('/tasks', { about, title: 'send the offer' });
  office.clock.pass(1);
  const deal = await make('/deals', { title: 'Окна', contactId: id });
  office.clock.pass(1);
  await make('/notes', { about: { type: 'deal', id: deal }, text: 'wants three' });
  office.clock.pass(1);
  await talk();
  await make('/notes', { about: { type: 'contact', id: await make('/contacts', { name: 'B' }) }, text: 'about another' });

  const all = [
    `call ${CLIENT}`,
    'note wants three',
    'deal Окна',
    'task send the offer',
    'note prefers evenings',
    `call ${CLIENT}`,
  ];
  const of = `aboutType=contact&aboutId=${id}`;
  expect(told((await read(of)).items)).toEqual(all);
  expect(told((await read(`${of}&only=note`)).items)).toEqual(['note wants three', 'note prefers evenings']);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await read(`${of}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...told(page.items));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all);
  expect(told((await read(`aboutType=deal&aboutId=${deal}`)).items)).toEqual(['note wants three']);
});

test('a converted lead’s is that of the contact it became: no call, note or task is lost', async () => {
  const number = '+79165550011';
  const id = await make('/leads', { name: 'Пётр', phones: [{ number }] });
  const call = office.inbound(number);
  await office.play([call.start(), call.internal('102'), call.answer('102'), call.end({ internal: '102' })]);
  await office.settle();
  await make('/notes', { about: { type: 'lead', id }, text: 'from the site' });
  office.clock.pass(1);
  await make('/tasks', { about: { type: 'lead', id }, title: 'qualify' });
  const before = await read(`aboutType=lead&aboutId=${id}`);
  const { contactId } = (await office.ask(office.company.admin, `POST /leads/${id}/conversion`, {})).body;
  const after = await read(`aboutType=contact&aboutId=${contactId}`);
  expect(told(after.items)).toEqual(['task qualify', 'note from the site', `call ${number}`]);
  expect(told(before.items)).toEqual(told(after.items));
  expect(await read(`aboutType=lead&aboutId=${id}`)).toEqual(after);
  expect(await office.call(call.pbxCallId)).toMatchObject({
    contactId,
    leadId: null,
    clients: [{ id: contactId, primary: true }],
  });
});

test('of another workspace’s client is 404', async () => {
  const id = await make('/contacts', { name: 'A' });
  const stranger = await office.addCompany('stranger');
  for (const type of ['contact', 'deal', 'lead'])
    expect((await office.ask(stranger.admin, `GET /timeline?aboutType=${type}&aboutId=${id}`)).status).toBe(404);
});
