import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notify } from '../src/notices/notify.ts';
import { openOffice, type Person, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let boris: Person;
let vera: Person;
beforeAll(async () => {
  office = await openOffice();
  boris = office.company.ring['101'] as Person; // the office has 101 to 103
  vera = office.company.ring['102'] as Person;
});
afterAll(() => office.close());

const tell = (to: readonly string[] | 'supervisors', dedupeKey: string, workspaceId = office.company.workspaceId) =>
  office.within((tx) =>
    notify(tx, {
      workspaceId,
      to,
      kind: 'your-client-called',
      dedupeKey,
      data: { clientName: 'Ivanov' },
      at: office.clock.now(),
    }),
  );
const mine = async (person: Person, query = '') => (await office.ask(person, `GET /notifications${query}`)).body;

describe('notices', () => {
  test('forty tellings at once of one cause are one notice', async () => {
    const told = await Promise.all(Array.from({ length: 40 }, () => tell([boris.id, vera.id], 'once')));
    expect(told.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect((await mine(boris)).items).toMatchObject([
      { kind: 'your-client-called', data: { clientName: 'Ivanov' }, readAt: null },
    ]);
  });

  test('everybody sees and marks only their own', async () => {
    await tell([boris.id], 'of-boris');
    const [notice] = (await mine(boris)).items;
    expect((await office.ask(vera, `PATCH /notifications/${notice.id}`, { read: true })).status).toBe(404);
    expect((await office.ask(null, 'GET /notifications')).status).toBe(401);
    expect((await office.ask(boris, `PATCH /notifications/${notice.id}`, { read: true })).status).toBe(204);
    expect((await mine(boris, '?unread=true')).items.map(({ id }: { id: string }) => id)).not.toContain(notice.id);
    expect((await office.ask(boris, `PATCH /notifications/${uuidv7()}`, { read: true })).status).toBe(404);
  });

  test('a page goes on where the last one ended, and all can be read at once', async () => {
    for (let n = 0; n < 5; n += 1) await tell([vera.id], `page ${n}`);
    const first = await mine(vera, '?limit=4');
    const second = await mine(vera, `?limit=4&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toHaveLength(6);
    expect(first.unread).toBe(6);
    expect((await office.ask(vera, 'PUT /notifications/read')).status).toBe(204);
    expect(await mine(vera)).toMatchObject({ unread: 0 });
  });

  test('supervisors are those who may, and nobody of another company is told', async () => {
    const other = await office.addCompany('other');
    await tell('supervisors', 'to those who watch');
    expect((await mine(office.company.admin)).items).toHaveLength(1);
    expect((await mine(other.admin)).items).toEqual([]);
    await tell([other.admin.id], 'across');
    expect((await mine(other.admin)).items).toEqual([]);
  });
});
