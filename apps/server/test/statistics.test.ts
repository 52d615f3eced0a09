import type { CallStatistics, CallView } from '@carillon/contract';
import { isOpen } from '@carillon/telephony';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeCalls, dice, everyRow, FROM, type Made, makeCalls, visit } from './support/made-journal.ts';
import { CLIENT, openOffice, type PhoneOffice } from './support/phone-office.ts';
import { type ReadSheet, readXlsx } from './support/read-xlsx.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
  const { workspaceId, connectionId } = office.company;
  await office.within(async (tx) => {
    for (const [did, label, source] of [
      ['+74950000001', 'Site', 'site'],
      ['+74950000002', null, 'flyer'],
      ['+74950000003', null, null],
    ] as const)
      await tx
        .insertInto('pbx_numbers')
        .values({ workspace_id: workspaceId, connection_id: connectionId, did, label, source })
        .execute();
  });
});
afterAll(() => office.close());

async function statistics(query: string): Promise<CallStatistics> {
  const { status, body, text } = await office.ask(office.company.admin, `GET /statistics/calls?${query}`);
  if (status !== 200) throw new Error(`${query}: ${text}`);
  return body.complete ? body : statistics(query); // many hours have changed at once
}

const figures = (rows: readonly CallView[]) => {
  const of = (direction: string) => rows.filter((row) => row.direction === direction);
  const having = (status: string, among = rows) => among.filter((row) => row.status === status).length;
  const waits = of('inbound').flatMap(({ status, waitSeconds }) =>
    status === 'answered' && waitSeconds !== null ? [waitSeconds] : [],
  );
  return {
    calls: rows.length,
    inbound: of('inbound').length,
    outbound: of('outbound').length,
    answered: having('answered'),
    inboundAnswered: having('answered', of('inbound')),
    missed: having('missed'),
    notReached: having('not-reached'),
    busy: having('busy'),
    blocked: having('blocked'),
    running: having('talking'),
    talkSeconds: rows.reduce((sum, { talkSeconds }) => sum + (talkSeconds ?? 0), 0),
    waitMean: waits.length === 0 ? null : Math.round(waits.reduce((a, b) => a + b, 0) / waits.length),
  };
};

const p90 = (rows: readonly CallView[]): number | null => {
  const waits = rows
    .flatMap(({ direction, status, waitSeconds }) =>
      direction === 'inbound' && status === 'answered' && waitSeconds !== null ? [waitSeconds] : [],
    )
    .toSorted((a, b) => a - b);
  return waits[Math.ceil(waits.length * 0.9) - 1] ?? null;
};

const local = (timezone: string, at: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: timezone, hourCycle: 'h23', ...options }).format(new Date(at));
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const keyOf: Record<string, (row: CallView, timezone: string) => string | null> = {
  day: ({ startedAt }, zone) => local(zone, startedAt, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  hour: ({ startedAt }, zone) => local(zone, startedAt, { hour: '2-digit' }),
  weekdayHour: ({ startedAt }, zone) =>
    `${WEEKDAYS.indexOf(new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short' }).format(new Date(startedAt))) + 1}-${local(zone, startedAt, { hour: '2-digit' })}`,
  user: ({ userId }) => userId,
  did: ({ did }) => did,
  direction: ({ direction }) => direction,
  result: ({ status }) => status,
  source: ({ source }) => source,
};

async function expectEqual(
  filter: string,
  period: { from: string; to: string },
  { timezone, groupBy }: { timezone: string; groupBy: string },
) {
  const span = `from=${period.from}&to=${period.to}`;
  const rows = await everyRow(office, `&${span}${filter}`);
  const counted = await statistics(`${span}${filter}&timezone=${timezone}&groupBy=${groupBy}`);
  const told = `${span}${filter} ${timezone} ${groupBy}`;
  expect(counted.totals, told).toMatchObject({ ...figures(rows), waitP90: p90(rows) });
  const keys = rows.map((row) => keyOf[groupBy]?.(row, timezone) ?? null);
  const groups = new Map(keys.map((key) => [key, rows.filter((_, n) => keys[n] === key)]));
  const busy = counted.groups.filter(({ calls }) => calls > 0);
  expect(new Set(busy.map(({ key }) => key)), told).toEqual(new Set(groups.keys()));
  for (const group of busy) expect(group, told).toMatchObject(figures(groups.get(group.key) ?? []));
}

test('5.7 the figures are those of the journal in every filter, grouping and zone, after any late fact', {
  timeout: 60_000,
}, async () => {
  const roll = dice(7);
  const users = Object.values(office.company.ring).map(({ id }) => id);
  const filters = [
    '',
    '',
    '',
    '&direction=inbound',
    '&direction=internal',
    '&status=missed,busy',
    '&result=answered',
    '&did=%2B74950000001',
    '&source=site',
    '&source=',
    '&source=google',
    '&recorded=true',
    '&recorded=false',
    '&minSeconds=600',
    '&maxSeconds=100',
    '&number=89160000001',
    `&userId=${users[0]}`,
    `&userId=${users[1]}&direction=inbound&source=flyer`,
    '&q=%2B79160000001',
    '&weekday=7',
    '&hour=9&zone=Asia/Kathmandu',
  ];
  const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'];
  const groupings = Object.keys(keyOf);
  let made: Made[] = [];
  for (let round = 0; round < 4; round += 1) {
    made = [...made, ...(await makeCalls(office, roll, 150))];
    await visit(office, made[roll(made.length)]?.id ?? '', 'google');
    await changeCalls(office, roll, made);
    for (let n = 0; n < 12; n += 1) {
      const from = FROM + roll(3 * 86_400) * 1000;
      const period = { from: new Date(from).toISOString(), to: new Date(from + roll(6 * 86_400) * 1000).toISOString() };
      const how = { timezone: zones[roll(zones.length)] ?? '', groupBy: groupings[roll(groupings.length)] ?? '' };
      await expectEqual(filters[roll(filters.length)] ?? '', period, how);
    }
  }
  const whole = { from: new Date(FROM - 5 * 86_400_000).toISOString(), to: new Date(FROM + 10 * 86_400_000).toISOString() };
  for (const [n, filter] of filters.entries()) {
    const groupBy = groupings[n % groupings.length] ?? '';
    await expectEqual(filter, whole, { timezone: zones[n % zones.length] ?? '', groupBy });
  }
});

test('5.7 a cell of the week opens exactly its calls, by the reader’s clock, in the week it changes, too', async () => {
  const span = 'from=2026-03-24T00:00:00Z&to=2026-04-02T00:00:00Z';
  const zone = 'Europe/Berlin';
  const { groups } = await statistics(`${span}&timezone=${zone}&groupBy=weekdayHour`);
  const busy = groups.filter(({ calls }) => calls > 0);
  expect(busy.length).toBeGreaterThan(20);
  for (const { key, calls } of busy) {
    const [weekday, hour] = (key ?? '').split('-').map(Number);
    const rows = await everyRow(office, `&${span}&weekday=${weekday}&hour=${hour}&zone=${zone}`);
    expect(rows.length, key ?? '').toBe(calls);
  }
  const { status, body } = await office.ask(office.company.admin, 'GET /calls?hour=9&zone=Mars/Olympus');
  expect([status, body.errors[0].pointer]).toEqual([422, '/zone']);
});

test('5.7 a missed call is nobody’s own: by employee there are unanswered rings', async () => {
  const span = `from=${new Date(FROM - 9 * 86_400_000).toISOString()}&to=${new Date(FROM + 9 * 86_400_000).toISOString()}`;
  const rows = await everyRow(office, `&${span}&direction=inbound`);
  const { groups } = await statistics(`${span}&groupBy=user`);
  for (const { id } of Object.values(office.company.ring)) {
    const rings = rows
      .flatMap(({ participants }) => participants)
      .filter(({ userId, outcome }) => userId === id && outcome === 'no-answer');
    expect(groups.find(({ key }) => key === id)).toMatchObject({ unansweredRings: rings.length });
  }
});

test('5.7 another company’s calls are not counted, and nothing is told without a sign-in', async () => {
  const other = await office.addCompany('other');
  const span = 'from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z';
  const { body } = await office.ask(other.admin, `GET /statistics/calls?${span}&groupBy=user`);
  expect(body.totals).toMatchObject({ calls: 0, lost: 0, newClients: 0, answerRate: null });
  expect((await office.ask(null, `GET /statistics/calls?${span}`)).status).toBe(401);
  expect((await office.ask(office.company.ring['101'] ?? null, `GET /statistics/calls?${span}`)).status).toBe(200);
});

test('5.7 a zone nobody knows, or a period that ends before it begins, is refused', async () => {
  const ask = async (query: string) => (await office.ask(office.company.admin, `GET /statistics/calls?${query}`)).status;
  expect(await ask('from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z')).toBe(422);
  expect(await ask('from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z&timezone=Mars/Base')).toBe(422);
  expect(await ask('from=2026-03-02T00:00:00Z')).toBe(422);
});

test('5.7 lost: a caller of working hours nobody talked to within a day; a late talk takes it back', async () => {
  const { admin, ring } = office.company;
  const monday = {
    name: 'Office',
    timezone: 'Europe/Moscow',
    isDefault: true,
    weekly: [{ days: ['mon'], from: '10:00', to: '18:00' }],
  };
  expect((await office.ask(admin, 'POST /telephony/schedules', monday)).status).toBe(201);
  const span = 'from=2026-03-16T00:00:00Z&to=2026-03-17T00:00:00Z&timezone=Europe/Moscow';
  const call = office.inbound(CLIENT);
  await office.play([call.start(), call.internal('101'), call.missed()]);
  await office.settle();
  const lost = async () => (await statistics(span)).totals;
  expect(await lost()).toMatchObject({ missed: 1, lost: 0, waiting: 1, missedCallers: 1 });
  office.clock.pass(25 * 3600);
  expect(await lost()).toMatchObject({ lost: 1, waiting: 0, calledBack: 0, callbackMedian: null });
  // What was heard of late, as reconciliation would tell it: an employee had called back after half an hour.
  await office.within((tx) =>
    sql`insert into calls (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, client_number, user_id, started_at, talk_seconds)
      values (${office.company.workspaceId}, ${office.company.connectionId}, ${uuidv7()}, 'late', 'outbound', 'answered', false, true, ${CLIENT},
        ${ring['101']?.id ?? null}, ${new Date('2026-03-16T09:30:00Z')}, 60)`.execute(tx),
  );
  expect(await lost()).toMatchObject({ lost: 0, waiting: 0, calledBack: 1, callbackMedian: 30 * 60 });
});

test('5.7 lost, called back, repeated: as counted by hand among all rows, whatever was changed late', async () => {
  office.clock.pass(40 * 86_400);
  const span = `from=${new Date(FROM - 20 * 86_400_000).toISOString()}&to=${new Date(FROM + 20 * 86_400_000).toISOString()}`;
  const weekly = [{ days: [1 as const], from: '10:00', to: '18:00' }]; // as the schedule of the test before
  const hours = { timezone: 'Europe/Moscow', weekly, exceptions: [] };
  const roll = dice(11);
  const made = await makeCalls(office, roll, 400);
  for (let round = 0; round < 2; round += 1) {
    const rows = (await everyRow(office, `&${span}`)).map((row) => ({ ...row, at: Date.parse(row.startedAt) }));
    const missed = rows.filter(
      ({ direction, status, clientNumber }) => direction === 'inbound' && status === 'missed' && clientNumber,
    );
    const first = (row: (typeof rows)[number], within: number, holds: (other: CallView) => boolean) =>
      rows
        .filter(
          (other) => other.clientNumber === row.clientNumber && other.at > row.at && other.at <= row.at + within && holds(other),
        )
        .map(({ at }) => at - row.at)
        .toSorted((a, b) => a - b)[0];
    const lost = missed.filter(
      (row) => isOpen(hours, new Date(row.at)) && first(row, 86_400_000, ({ status }) => status === 'answered') === undefined,
    );
    const callbacks = missed
      .map((row) => first(row, 7 * 86_400_000, ({ direction }) => direction === 'outbound'))
      .filter((gap) => gap !== undefined)
      .map((gap) => Math.floor(gap / 60_000) * 60)
      .toSorted((a, b) => a - b);
    const callers = rows
      .filter(({ direction, clientNumber }) => direction === 'inbound' && clientNumber)
      .map((row) => row.clientNumber);
    const { totals } = await statistics(span);
    expect(totals).toMatchObject({
      lost: new Set(lost.map(({ clientNumber }) => clientNumber)).size,
      waiting: 0,
      missedCallers: new Set(missed.map(({ clientNumber }) => clientNumber)).size,
      calledBack: callbacks.length,
      callbackMedian: callbacks[Math.ceil(callbacks.length / 2) - 1] ?? null,
      repeatedCallers: new Set(callers.filter((number, n) => callers.indexOf(number) !== n)).size,
    });
    expect(totals.lost).toBeGreaterThan(0);
    await changeCalls(office, roll, made);
  }
});

test('5.7 the period before is as long by the reader’s clock, over a change of it too', async () => {
  const span = 'from=2026-03-29T22:00:00Z&to=2026-03-30T22:00:00Z&timezone=Europe/Berlin&compare=true'; // the Monday after the change
  const { previous } = await statistics(span);
  expect(previous).toMatchObject({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' }); // a Sunday of 23 hours
  const rows = await everyRow(office, '&from=2026-03-28T23:00:00Z&to=2026-03-29T22:00:00Z');
  expect(previous?.totals).toMatchObject(figures(rows));
});

/** A sheet's rows without its headings: numbers as such. */
function rowsOf({ cells }: ReadSheet): (string | number | undefined)[][] {
  const refs = [...cells.keys()];
  const columns = refs.filter((ref) => /^[A-Z]+1$/.test(ref)).map((ref) => ref.slice(0, -1));
  const last = Math.max(...refs.map((ref) => Number(/\d+/.exec(ref)?.[0])));
  const shown = (ref: string) => {
    const cell = cells.get(ref);
    return cell && (cell.type === 'inlineStr' ? cell.value : Number(cell.value));
  };
  return Array.from({ length: last - 1 }, (_, n) => columns.map((column) => shown(`${column}${n + 2}`)));
}

async function workbook(query: string): Promise<ReadSheet[]> {
  const answer = await office.server.app.inject({
    url: `/api/v1/statistics/workbook?${query}`,
    headers: { authorization: `Bearer ${office.company.admin.token}` },
  });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': expect.stringMatching(/statistics-2026-03-2[45]|%D1%81%D1%82.*-2026-03-24/),
  });
  return readXlsx(answer.rawPayload);
}

test('5.7 the workbook says what the page says: totals against before, days, employees without missed, numbers, sources', async () => {
  const zone = 'timezone=Europe/Berlin';
  const span = 'from=2026-03-23T23:00:00Z&to=2026-03-30T22:00:00Z';
  const days = await statistics(`${span}&${zone}&groupBy=day&compare=true`);
  const people = await statistics(`${span}&${zone}&groupBy=user`);
  const sheets = await workbook(`${span}&${zone}&language=ru`);
  expect(sheets.map(({ name }) => name)).toEqual(['Итого', 'День', 'Сотрудник', 'Куда звонили', 'Источник']);
  const [totals, byDay, byUser, byDid, bySource] = sheets.map(rowsOf);
  const { totals: sums, previous } = days;
  const [now, before] = totals ?? [];
  const began = (Date.parse('2026-03-24') - Date.UTC(1899, 11, 30)) / 86_400_000;
  expect(now?.slice(0, 8)).toEqual([
    'Этот период',
    began,
    began + 7,
    sums.calls,
    sums.inbound,
    sums.outbound,
    sums.answered,
    sums.missed,
  ]);
  expect(before?.slice(0, 5)).toEqual(['Период до него', began - 7, began, previous?.totals.calls, previous?.totals.inbound]);
  expect(now?.[14]).toBe(sums.lost);
  expect(byDay?.map(([day, calls]) => [day, calls])).toEqual(days.groups.map(({ calls }, n) => [began + n, calls]));
  expect(byUser?.map((row) => row.slice(0, 6))).toEqual(
    people.groups.map((one) => [one.name ?? 'Никто', one.calls, one.inbound, one.outbound, one.answered, one.unansweredRings]),
  );
  expect([...(sheets[2]?.cells.values() ?? [])].map(({ value }) => value)).not.toContain('Пропущено');
  const inbound = { did: byDid, source: bySource };
  for (const [groupBy, rows] of Object.entries(inbound)) {
    const { groups } = await statistics(`${span}&${zone}&groupBy=${groupBy}&direction=inbound`);
    expect(rows?.map((row) => row[groupBy === 'did' ? 2 : 1])).toEqual(groups.map(({ calls }) => calls));
  }
});

test('5.7 the workbook of one day is told by its hours, against the days that were asked for, by the same filter', async () => {
  const day = 'from=2026-03-25T00:00:00Z&to=2026-03-26T00:00:00Z&direction=outbound';
  const sheets = await workbook(`${day}&previousFrom=2026-03-24T00:00:00Z&previousTo=2026-03-24T12:00:00Z`);
  const [totals, hours] = sheets.map(rowsOf);
  const { totals: sums } = await statistics('from=2026-03-24T00:00:00Z&to=2026-03-24T12:00:00Z&direction=outbound');
  expect(totals?.[1]?.slice(3, 6)).toEqual([sums.calls, 0, sums.calls]);
  expect(hours?.map(([hour]) => hour)).toEqual(Array.from({ length: 24 }, (_, n) => `${String(n).padStart(2, '0')}:00`));
  const refused = await office.ask(
    office.company.admin,
    'GET /statistics/workbook?from=2026-03-25T00:00:00Z&to=2026-03-24T00:00:00Z',
  );
  expect(refused.status).toBe(422);
  expect((await office.ask(null, `GET /statistics/workbook?${day}`)).status).toBe(401);
});
