import type { CallView } from '@carillon/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeCalls, dice, everyRow, FROM, type Made, makeCalls, visit } from './support/made-journal.ts';
import { openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
  const { workspaceId, connectionId } = office.company;
  await office.within((tx) =>
    tx
      .insertInto('pbx_numbers')
      .values([
        { workspace_id: workspaceId, connection_id: connectionId, did: '+74950000001', source: 'site' },
        { workspace_id: workspaceId, connection_id: connectionId, did: '+74950000002', source: 'flyer' },
        { workspace_id: workspaceId, connection_id: connectionId, did: '+74950000003', source: null },
      ])
      .execute(),
  );
});
afterAll(() => office.close());

type Row = CallView & { recorded: boolean };
/** A filter in the words of the address, and by hand. */
type Filter = readonly [query: string, holds: (row: Row) => boolean];

const talked = ({ talkSeconds }: Row, least: number, most = Number.POSITIVE_INFINITY): boolean =>
  talkSeconds !== null && talkSeconds >= least && talkSeconds <= most;
const clock = ({ startedAt }: Row, zone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...options }).format(new Date(startedAt));

const FILTERS = (user: string): readonly Filter[] => [
  [`userId=${user}`, ({ userId }) => userId === user],
  ['direction=internal', ({ direction }) => direction === 'internal'],
  ['direction=outbound', ({ direction }) => direction === 'outbound'],
  ['status=missed,busy', ({ status }) => status === 'missed' || status === 'busy'],
  ['result=no-money', ({ status }) => status === 'no-money'],
  ['status=ringing,talking', ({ status }) => status === 'ringing' || status === 'talking'],
  ['did=%2B74950000002', ({ did }) => did === '+74950000002'],
  ['source=site', ({ source }) => source === 'site'],
  ['source=google', ({ source }) => source === 'google'],
  ['source=nowhere', () => false],
  ['source=', ({ source }) => source === null],
  ['recorded=true', ({ recorded }) => recorded],
  ['recorded=false', ({ recorded }) => !recorded],
  ['minSeconds=60', (row) => talked(row, 60)],
  ['minSeconds=601', (row) => talked(row, 601)],
  ['minSeconds=777', (row) => talked(row, 777)],
  ['minSeconds=50000', () => false],
  ['maxSeconds=10', (row) => talked(row, 0, 10)],
  ['maxSeconds=444', (row) => talked(row, 0, 444)],
  ['minSeconds=700&maxSeconds=710', (row) => talked(row, 700, 710)],
  ['hour=9&zone=Europe/Berlin', (row) => Number(clock(row, 'Europe/Berlin', { hour: 'numeric' })) === 9],
  ['weekday=7&zone=America/New_York', (row) => clock(row, 'America/New_York', { weekday: 'short' }) === 'Sun'],
  ['hour=9&zone=Asia/Kathmandu', (row) => Number(clock(row, 'Asia/Kathmandu', { hour: 'numeric' })) === 9],
];

/** All rows there are: what is not filtered is read as it comes, with no help of the roll-ups. */
async function allRows(made: readonly Made[]): Promise<Row[]> {
  const recorded = new Set(made.flatMap(({ id, recordings }) => (recordings.length > 0 ? [id] : [])));
  const [shown, internal] = [
    await everyRow(office, ''),
    await everyRow(office, '&direction=internal&updatedAfter=2000-01-01T00:00:00Z'),
  ];
  return [...shown, ...internal].map((row) => ({ ...row, recorded: recorded.has(row.id) }));
}

async function expectRows(
  all: readonly Row[],
  filters: readonly Filter[],
  span: { from?: string; to?: string } = {},
): Promise<void> {
  const query = [...filters.map(([words]) => words), ...Object.entries(span).map(([name, at]) => `${name}=${at}`)].join('&');
  const asksInternal = query.includes('direction=internal');
  const wanted = all
    .filter(({ direction }) => asksInternal || direction !== 'internal')
    .filter((row) => filters.every(([, holds]) => holds(row)))
    .filter(({ startedAt }) => startedAt >= (span.from ?? '') && startedAt < (span.to ?? '9'))
    .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id));
  const found: string[] = [];
  let cursor = '';
  do {
    const { status, body, text } = await office.ask(office.company.admin, `GET /calls?limit=19&${query}${cursor}`);
    if (status !== 200) throw new Error(`${query}: ${text}`);
    expect(body.total, query).toBe(wanted.length);
    found.push(...body.items.map(({ id }: CallView) => id));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  expect(found, query).toEqual(wanted.map(({ id }) => id));
}

test('5.7 every filter finds exactly its rows, alone, in pairs and in a period, counted anew or not, after any late fact', {
  timeout: 120_000,
}, async () => {
  const roll = dice(5);
  const filters = FILTERS(Object.values(office.company.ring)[0]?.id ?? '');
  let made: Made[] = [];
  for (let round = 0; round < 3; round += 1) {
    made = [...made, ...(await makeCalls(office, roll, 120))];
    for (let n = 0; n < 5; n += 1) await visit(office, made[roll(made.length)]?.id ?? '', 'google');
    await changeCalls(office, roll, made);
    if (round > 0) await count(); // in the first round nothing is counted yet
    if (round > 1) await changeCalls(office, roll, made.slice(0, 12)); // a few days are to be laid out anew
    const all = await allRows(made);
    for (const filter of filters) await expectRows(all, [filter]);
    for (let n = 0; n < 30; n += 1) {
      const from = FROM + roll(4 * 86_400) * 1000;
      const span =
        roll(2) === 0 ? {} : { from: new Date(from).toISOString(), to: new Date(from + roll(5 * 86_400) * 1000).toISOString() };
      const [one, other] = [filters[roll(filters.length)], filters[roll(filters.length)]];
      if (one === undefined || other === undefined) continue;
      const names = new Set([...`${one[0]}&${other[0]}`.matchAll(/(\w+)=/g)].map(([, name]) => name));
      const isPair = names.size === [...`${one[0]}&${other[0]}`.matchAll(/=/g)].length;
      await expectRows(all, isPair ? [one, other] : [one], span);
    }
  }
});

/** As the clock of the server does every five seconds. */
const count = () =>
  office.within((tx) =>
    sql`select count_changed_calls(${office.company.workspaceId}, 10000), lay_out_days(${office.company.workspaceId}, 10000, 'infinity')`.execute(
      tx,
    ),
  );

test('5.7 what is rare is found by the roll-ups, though they are hours behind', async () => {
  const { workspaceId, connectionId } = office.company;
  await count();
  const all = await allRows([]);
  const none = await office.ask(office.company.admin, 'GET /calls?status=no-money');
  expect(none.body).toMatchObject({ items: [], total: 0, nextCursor: null });
  await office.within((tx) =>
    sql`insert into calls (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, client_number, started_at)
      values (${workspaceId}, ${connectionId}, gen_random_uuid(), 'poor', 'outbound', 'no-money', false, true, '+79160000007', ${new Date(FROM)})`.execute(
      tx,
    ),
  );
  const one = await office.ask(office.company.admin, 'GET /calls?status=no-money');
  expect([one.body.total, one.body.items[0].pbxCallId]).toEqual([1, 'poor']);
  await count();
  const still = await office.ask(office.company.admin, 'GET /calls?status=no-money&direction=outbound');
  expect([still.body.total, still.body.items[0].pbxCallId]).toEqual([1, 'poor']);
  expect(await allRows([])).toHaveLength(all.length + 1);
});

test('5.7 rows of another company are neither found nor counted', async () => {
  const other = await office.addCompany('neighbour');
  await count();
  for (const query of ['status=missed', 'minSeconds=10', 'recorded=false', 'source=site', 'hour=9'])
    expect((await office.ask(other.admin, `GET /calls?${query}`)).body).toMatchObject({ items: [], total: 0 });
});
