import { afterAll, beforeAll, expect, test } from 'vitest';
import { countJournals } from '../src/journal/count-journal.ts';
import { openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
  await office.ask(office.company.admin, 'PATCH /telephony/numbers/%2B74951112233', { source: 'Billboard' });
});
afterAll(() => office.close());

const VISIT = {
  tracker: 'site',
  duration: 30,
  caller_did: '74951112233',
  ga_id: '1.2',
  url: 'https://example.com/windows?x=1',
  utm_source: 'google',
  utm_medium: 'cpc',
  utm_campaign: 'spring',
};

async function tell(...visits: object[]): Promise<void> {
  expect((await office.post(office.sign({ event: 'CALL_TRACKING', result: JSON.stringify(visits) }, 'multipart'))).status).toBe(
    200,
  );
  await office.settle();
}

async function called(number: string): Promise<string> {
  const call = office.inbound(number);
  await office.play([call.start(), call.internal('101'), call.missed()]);
  await office.settle();
  return call.pbxCallId;
}

async function bySource(): Promise<Record<string, number>> {
  const span = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';
  const { body } = await office.ask(office.company.admin, `GET /statistics/calls?${span}&groupBy=source`);
  return Object.fromEntries(body.groups.map(({ key, calls }: { key: string; calls: number }) => [key, calls]));
}

test('5.12 a visit is joined to its call by id: source, campaign and page stand at the call, and it counts for them', async () => {
  const pbxCallId = await called('+79160000001');
  expect(await office.call(pbxCallId)).toMatchObject({ source: 'Billboard', visit: null });
  expect(await bySource()).toEqual({ Billboard: 1 });
  await tell({ ...VISIT, start: office.wallClock(), caller_id: '79160000001', pbx_call_id: pbxCallId });
  const visit = { source: 'google', medium: 'cpc', campaign: 'spring', page: VISIT.url, tracker: 'site', term: null };
  expect(await office.call(pbxCallId)).toMatchObject({ source: 'google', visit });
  expect(await bySource()).toEqual({ google: 1 });
  expect(await office.journal('&source=google')).toMatchObject([{ pbxCallId }]);
  expect(await office.journal('&source=Billboard')).toEqual([]);
});

test('5.12 without an id, the number and the time tell: the nearest call, and no call of another hour or number', async () => {
  const start = office.wallClock();
  const [early, other] = [await called('+79160000002'), await called('+79160000003')];
  office.clock.pass(3600);
  const second = await called('+79160000002');
  await tell({ ...VISIT, utm_source: 'yandex', start, caller_id: '+79160000002' });
  expect(await office.call(early)).toMatchObject({ source: 'yandex' });
  for (const none of [second, other]) expect(await office.call(none)).toMatchObject({ visit: null });
});

test('5.12 told twice it is one visit, and a call keeps the first of two', async () => {
  const pbxCallId = await called('+79160000004');
  const visit = { ...VISIT, start: office.wallClock(), caller_id: '79160000004', pbx_call_id: pbxCallId };
  await Promise.all([tell(visit), tell(visit)]);
  await tell({ ...visit, utm_source: 'later' });
  expect(await office.call(pbxCallId)).toMatchObject({ source: 'google' });
  const visits = await office.within((tx) =>
    tx.selectFrom('call_visits').selectAll().where('pbx_call_id', '=', pbxCallId).execute(),
  );
  expect(visits.map(({ source, call_id }) => [source, call_id === null])).toEqual(
    expect.arrayContaining([
      ['google', false],
      ['later', true],
    ]),
  );
  expect(visits).toHaveLength(2);
});

test('5.12 a visit told before its call waits for it; one without words of its own counts for its tracker', async () => {
  const call = office.inbound('+79160000005');
  await tell({ tracker: 'landing', start: office.wallClock(), caller_id: '79160000005', pbx_call_id: call.pbxCallId, url: '' });
  await office.play([call.start(), call.internal('101'), call.missed()]);
  await office.settle();
  await countJournals({ db: office.database.db, now: office.clock.now });
  expect(await office.call(call.pbxCallId)).toMatchObject({ source: 'landing', visit: { page: null, campaign: null } });
  expect(await bySource()).toMatchObject({ landing: 1 });
});

test('5.12 odd visits break nothing: no number, no time, half characters, another company’s call', async () => {
  const pbxCallId = await called('+79160000006');
  const other = await office.addCompany('other');
  await tell(
    {},
    { start: 'yesterday', caller_id: 'anonymous', utm_source: `x${'😀'.repeat(400)}` },
    { utm_source: '\ud800', pbx_call_id: pbxCallId, start: '2026-03-16 12:00:00' },
  );
  expect(await office.call(pbxCallId)).toMatchObject({ source: '\ufffd' });
  const unfolded = await office.within((tx) =>
    tx.selectFrom('webhook_deliveries').select('id').where('folded_at', 'is', null).execute(),
  );
  expect(unfolded).toEqual([]);
  expect(await office.within((tx) => tx.selectFrom('call_visits').selectAll().execute(), other)).toEqual([]);
});

test('5.7 5.12 the sources to filter by: of our numbers and of visits that led to a call, each once, by name; for everybody here', async () => {
  const { admin, ring } = office.company;
  await office.ask(admin, 'PATCH /telephony/numbers/%2B74951112233', { source: 'Яндекс' });
  for (const [n, utm_source] of ['яблоко', 'Avito', 'avito', 'Яндекс', 'Avito'].entries()) {
    const number = `+7916000010${n}`;
    const pbxCallId = await called(number);
    await tell({ ...VISIT, utm_source, start: office.wallClock(), caller_id: number, pbx_call_id: pbxCallId });
  }
  await tell({
    ...VISIT,
    utm_source: 'no call yet',
    start: office.wallClock(),
    caller_id: '79169999999',
    pbx_call_id: 'in_none',
  });
  const { items } = (await office.ask(ring['101'] ?? null, 'GET /call-sources')).body;
  expect(items).toEqual(expect.arrayContaining(['avito', 'Avito', 'google', 'яблоко', 'Яндекс']));
  expect(items.filter((each: string) => /авито|avito|я/i.test(each))).toEqual(['avito', 'Avito', 'яблоко', 'Яндекс']);
  expect(new Set(items).size).toBe(items.length);
  expect(items).not.toContain('no call yet');
  for (const source of items.filter((each: string) => each !== 'Billboard'))
    expect((await office.journal(`&source=${encodeURIComponent(source)}`)).length, source).toBeGreaterThan(0);
  const other = await office.addCompany('elsewhere');
  expect((await office.ask(other.admin, 'GET /call-sources')).body).toEqual({ items: [], nextCursor: null });
  expect((await office.ask(null, 'GET /call-sources')).status).toBe(401);
});
