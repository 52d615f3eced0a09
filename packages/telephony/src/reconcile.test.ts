import { expect, test } from 'vitest';
import type { CallFact } from './call.ts';
import { type AccountContext, readCloudCall, readLeg } from './dialects/zadarma.ts';
import { factFromJson, factToJson } from './fact-json.ts';
import { foldCall } from './fold-call.ts';
import { type CloudCall, reconcile } from './reconcile.ts';
import { after, story, type Said } from './testing.ts';

const HOUR_MS = 3_600_000;
const context: AccountContext = {
  accountTimezone: 'Europe/Moscow',
  country: 'RU',
  userOf: (extension) => (extension === '999' ? null : `user-${extension}`),
  own: { extensions: new Set(['101', '102']), numbers: new Set(['+79160000001']) },
};

type Row = Parameters<typeof readLeg>[0];
const ROW: Row = {
  callId: '1773651600.1',
  pbxCallId: 'in_1',
  extension: '101',
  callStart: '2026-03-16 12:00:00', // 09:00 UTC
  clid: '79161234567',
  destination: '74951112233',
  disposition: 'answered',
  durationSeconds: 60,
  isRecorded: false,
};

function cloud(...rows: readonly Partial<Row>[]): CloudCall {
  const legs = rows.map((row) => readLeg({ ...ROW, ...row }, context.accountTimezone));
  const call = readCloudCall(
    legs.flatMap((read) => ('leg' in read ? [read.leg] : [])),
    context,
  );
  if (call === null) throw new Error('these rows tell of no call');
  return call;
}

const options = { pbxCallId: 'in_1', now: after(6 * 3600), freshForMs: 24 * HOUR_MS, confirmed: true };
const repaired = (told: CallFact[], call: CloudCall, more: Partial<typeof options> = {}) => {
  const found = reconcile(call, told, { ...options, ...more });
  return { ...found, call: foldCall([...told, ...found.repairs], options) };
};
const START: readonly [number, Said] = [0, { kind: 'arrived' }];
const RING: readonly [number, Said] = [1, { kind: 'rang', extension: '101' }];
const ANSWER: readonly [number, Said] = [9, { kind: 'answered', extension: '101' }];

test.each<[given: string, told: CallFact[], rows: Partial<Row>[], expected: { verdict: string; [field: string]: unknown }]>([
  [
    '5.8 a call nobody told of',
    [],
    [{}],
    { verdict: 'recovered', status: 'answered', talkSeconds: 60, extension: '101', userId: 'user-101' },
  ],
  [
    '5.8 an answered call without its END',
    story(START, RING, ANSWER),
    [{}],
    { verdict: 'closed', status: 'answered', talkSeconds: 60, endedAt: after(69), timesApproximate: true },
  ],
  [
    '4.9 5.8 a call that the clock has ended',
    story(START, RING, ANSWER, [4 * 3600 + 9, { kind: 'expired' }]),
    [{}],
    { verdict: 'closed', status: 'answered', talkSeconds: 60, endedAt: after(69) },
  ],
  [
    '5.8 an END that says less than the statistics',
    story(START, RING, [30, { kind: 'hung-up', disposition: 'no answer', talkSeconds: 0 }]),
    [{}],
    { verdict: 'corrected', status: 'answered', talkSeconds: 60, endedAt: after(30) },
  ],
  [
    '5.8 an END that says more than the statistics',
    story(START, RING, ANSWER, [70, { kind: 'hung-up', extension: '101', lastExtension: '101', talkSeconds: 61 }]),
    [{}],
    { verdict: 'corrected', talkSeconds: 60 },
  ],
  [
    '5.8 legs of a call are one call: the last that talked is whose it is',
    [],
    [
      { durationSeconds: 20 },
      { callId: '1773651630.2', extension: '102', durationSeconds: 40, callStart: '2026-03-16 12:00:30' },
    ],
    { verdict: 'recovered', talkSeconds: 60, extension: '102', answeredBy: { extension: '101', userId: 'user-101' } },
  ],
  [
    '5.8 a phantom leg is not counted beside the real one',
    [],
    [{}, { callId: null, durationSeconds: 60 }],
    { verdict: 'recovered', talkSeconds: 60 },
  ],
  [
    '9.9 answered by the menu alone is missed',
    [],
    [{ extension: '0' }],
    { verdict: 'recovered', status: 'missed', menuOnly: true },
  ],
  ['5.8 an extension nobody knows', [], [{ extension: '999' }], { verdict: 'recovered', extension: '999', userId: null }],
  [
    '5.8 a caller with a name',
    [],
    [{ clid: '"Ivan" <+79161234567>', disposition: 'no answer', durationSeconds: 0 }],
    { verdict: 'recovered', status: 'missed', clientNumber: '+79161234567', did: '+74951112233', waitSeconds: null },
  ],
  [
    '5.3 "call failed" of the statistics is the "failed" of the events',
    story([0, { kind: 'dialled', extension: '101' }], [9, { kind: 'dial-ended', extension: '101', disposition: 'failed' }]),
    [{ pbxCallId: 'out_1', clid: '101', destination: '79161234567', disposition: 'call failed', durationSeconds: 0 }],
    { verdict: 'same', status: 'failed', disposition: 'failed' },
  ],
  [
    '10.5 a refused call that the cloud wrote down as busy stays blocked',
    story(START, [0.1, { kind: 'steered', reply: { action: 'refuse', with: 'busy' } }]),
    [{ extension: '0', disposition: 'busy', durationSeconds: 0 }],
    { verdict: 'same', status: 'blocked' },
  ],
  [
    '10.5 a refused call that somebody took is an ordinary one',
    story(START, [0.1, { kind: 'steered', reply: { action: 'refuse', with: 'busy' } }]),
    [{}],
    { verdict: 'corrected', status: 'answered', talkSeconds: 60 },
  ],
])('%s', (_given, told, rows, { verdict, ...expected }) => {
  const pbxCallId = rows[0]?.pbxCallId ?? 'in_1';
  const found = reconcile(cloud(...rows), told, { ...options, pbxCallId });
  expect(found).toMatchObject({ verdict, doubt: null });
  expect(foldCall([...told, ...found.repairs], { pbxCallId })).toMatchObject(expected);
});

test('3.9 5.8 legs of our own are dropped', () => {
  const own = cloud({ pbxCallId: 'out_1', clid: '102', destination: '101' });
  expect(reconcile(own, null, options)).toEqual({ verdict: 'own-leg', repairs: [], doubt: null, ownLeg: true });
  const mobile = cloud({ pbxCallId: 'out_1', clid: '102', destination: '79160000001' });
  expect(reconcile(mobile, null, options).verdict).toBe('own-leg');
});

test('3.9 5.8 a leg of our own of which only its ANSWER had come is no call in the report, the first time or later', () => {
  const row = { pbxCallId: 'out_1', clid: '102', destination: '101', extension: '102' };
  const heard = story([3, { kind: 'answered', extension: '102' }]);
  const first = reconcile(cloud(row), heard, { ...options, pbxCallId: 'out_1' });
  expect(first).toMatchObject({ verdict: 'closed', ownLeg: true });
  const second = reconcile(cloud(row), [...heard, ...first.repairs], { ...options, pbxCallId: 'out_1' });
  expect(second).toMatchObject({ verdict: 'own-leg', ownLeg: true });
});

test('4.9 5.8 a call that may go on is left alone until its own deadline', () => {
  const told = story(
    START,
    RING,
    ANSWER,
    [60, { kind: 'rang', extension: '102', transferFrom: '101' }],
    [65, { kind: 'answered', extension: '102', transferFrom: '101' }],
  );
  const firstLeg = cloud({ durationSeconds: 51 });
  expect(reconcile(firstLeg, told, { ...options, now: after(600) })).toEqual({
    verdict: 'running',
    repairs: [],
    doubt: null,
    ownLeg: false,
  });
  expect(reconcile(firstLeg, told, { ...options, now: after(5 * 3600) }).verdict).toBe('closed');
  const whole = cloud({ durationSeconds: 51 }, { callId: '1773651660.2', extension: '102', durationSeconds: 30 });
  expect(repaired(told, whole, { now: after(600) })).toMatchObject({
    verdict: 'closed',
    call: { talkSeconds: 81, extension: '102' },
  });
});

test('5.8 a recovered call is news while it is fresh, and an import afterwards', () => {
  const missed = cloud({ disposition: 'no answer', durationSeconds: 0 });
  expect(repaired([], missed).call.origin).toBe('phone');
  const old = repaired([], missed, { now: after(25 * 3600) });
  expect(old.call.origin).toBe('import');
  const later = reconcile(missed, repaired([], missed).repairs, { ...options, now: after(48 * 3600) });
  expect(later).toEqual({ verdict: 'same', repairs: [], doubt: null, ownLeg: false }); // age changes nothing afterwards
});

test('F4 5.8 the statistics confirm a call that only late notifications told of', () => {
  const told = story(START, RING, ANSWER, [70, { kind: 'hung-up', extension: '101', lastExtension: '101', talkSeconds: 60 }]);
  const found = reconcile(cloud({}), told, { ...options, confirmed: false });
  expect(found).toMatchObject({ verdict: 'recovered', doubt: null });
  expect(found.repairs.length).toBeGreaterThan(0);
});

test('5.8 what can not be brought together is doubted, not hidden', () => {
  const told = story(
    START,
    RING,
    ANSWER,
    [70, { kind: 'hung-up', extension: '101', lastExtension: '101', talkSeconds: 60 }],
    [80, { kind: 'recorded', recordingId: '1773651600.1' }],
  );
  expect(reconcile(cloud({ isRecorded: false }), told, options)).toMatchObject({ verdict: 'same', doubt: 'recordings' });
});

test.each<[given: string, row: Partial<Row>, zone: string, at: string | null]>([
  ['a summer day', { callStart: '2026-07-01 12:00:00', callId: null }, 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
  [
    'the first of two hours of one name',
    { callStart: '2026-10-25 02:30:00', callId: '1792888200.1' },
    'Europe/Berlin',
    '2026-10-25T00:30:00.000Z',
  ],
  [
    'the second of them',
    { callStart: '2026-10-25 02:30:00', callId: '1792891800.1' },
    'Europe/Berlin',
    '2026-10-25T01:30:00.000Z',
  ],
  [
    'an id from elsewhere',
    { callStart: '2026-07-01 12:00:00', callId: '1439981389.27' },
    'Europe/Berlin',
    '2026-07-01T10:00:00.000Z',
  ],
  ['no time at all', { callStart: '' }, 'Europe/Berlin', null],
])('F7 the moment of a row: %s', (_given, row, zone, at) => {
  const read = readLeg({ ...ROW, ...row }, zone);
  expect('leg' in read ? read.leg.startedAt.toISOString() : null).toBe(at);
});

test('5.8 rows in any order, and told twice, are the same call', () => {
  const rows = [{}, { callId: '1773651630.2', extension: '102' }, { callId: null, extension: '102' }];
  expect(cloud(...rows.toReversed(), ...rows)).toEqual(cloud(...rows));
});

test('a fact of the statistics is stored and read without loss', () => {
  const [fact] = reconcile(cloud({}), null, options).repairs;
  expect(fact && factFromJson(JSON.parse(JSON.stringify(factToJson(fact))))).toEqual(fact);
});
