import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DoorStore } from '../src/features/webhooks/door-store.ts';
import type { Stored } from '../src/features/webhooks/store-deliveries.ts';
import { warmDoor } from '../src/features/webhooks/warm-door.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';

let database: TestDatabase;
const workspaceId = uuidv7();
const connectionId = uuidv7();

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const arrived = (n: number, change: Partial<Stored> = {}): Stored => ({
  delivery: {
    id: uuidv7(),
    receivedAt: new Date(Date.UTC(2026, 2, 14, 9, 0, n)),
    host: 'localhost',
    contentType: 'application/x-www-form-urlencoded',
    signature: 'x',
    raw: Buffer.from([0, 255, n]),
  },
  workspaceId,
  connectionId,
  event: 'NOTIFY_START',
  pbxCallId: `in_${n}`,
  spooled: false,
  verdict: null,
  caller: { readings: [`+7916000000${n % 10}`], did: '+74951112233' },
  ...change,
});

const rawOf = async ({ delivery }: Stored): Promise<Buffer | undefined> => {
  const { rows } = await database.ownerPool.query<{ raw: Buffer }>('select raw from webhook_deliveries where id = $1', [
    delivery.id,
  ]);
  return rows[0]?.raw;
};

test('F5 deliveries that stand at the door together are each kept whole and answered for themselves', async () => {
  const store = new DoorStore(database.pool, 5000);
  const all = Array.from({ length: 40 }, (_, n) => arrived(n, n % 4 === 0 ? { caller: null } : {}));
  const answers = await Promise.all(all.map((stored) => store.store(stored)));
  expect(answers.map((facts) => facts !== null)).toEqual(all.map(({ caller }) => caller !== null));
  for (const stored of [all[0], all[17], all[39]]) expect(stored && (await rawOf(stored))).toEqual(stored?.delivery.raw);
});

test('F5 one that the database refuses takes nobody else with it', async () => {
  const store = new DoorStore(database.pool, 5000);
  const all = Array.from({ length: 12 }, (_, n) => arrived(n, n === 7 ? { workspaceId: 'no uuid' } : {}));
  const results = await Promise.allSettled(all.map((stored) => store.store(stored)));
  expect(results.map(({ status }) => status)).toEqual(all.map((_, n) => (n === 7 ? 'rejected' : 'fulfilled')));
  expect(all[11] && (await rawOf(all[11]))).toBeDefined();
});

test('F5 the same delivery stored again, alone or with others, is stored once', async () => {
  const store = new DoorStore(database.pool, 5000);
  const stored = arrived(3);
  await store.store(stored);
  await Promise.all([arrived(4), stored, stored, arrived(5)].map((each) => store.store(each)));
  const { rows } = await database.ownerPool.query('select count(*)::int as n from webhook_deliveries where id = $1', [
    stored.delivery.id,
  ]);
  expect(rows).toEqual([{ n: 1 }]);
});

/** Nothing of this process runs meanwhile, as on a machine that has no time for it. */
function holdUp(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test.each([
  ['the last moment', 20],
  ['a moment before', 60],
])('F5 an answer that has arrived counts, though the clock that waits for it runs late (at %s)', async (_at, budgetMs) => {
  await new DoorStore(database.pool, 5000).store(arrived(1)); // a warm connection: the statement leaves at once
  const answer = new DoorStore(database.pool, budgetMs).store(arrived(2));
  for (let n = 0; n < 50; n += 1) await new Promise<void>((resolve) => process.nextTick(resolve)); // no socket is read in between
  holdUp(1000);
  expect(await answer).not.toBeNull();
});

test('F5 the door is warmed up without leaving anything behind', async () => {
  await warmDoor(database.pool, new Date('2026-03-14T09:00:00Z'));
  const { rows } = await database.ownerPool.query(`select count(*)::int as n from webhook_deliveries where raw = ''`);
  expect(rows).toEqual([{ n: 0 }]);
});
