import type { WebhookEvent } from '@carillon/zadarma';
import { describe, expect, test } from 'vitest';
import { shortExtension } from './parties.ts';
import { toFact, type DeliveryContext } from './zadarma.ts';

const receivedAt = new Date('2026-03-16T09:00:02Z');
const context: DeliveryContext = {
  receivedAt,
  late: false,
  fingerprint: 'f',
  accountTimezone: 'Europe/Moscow',
  country: 'RU',
  userOf: (extension) => (extension.startsWith('10') ? `user-${extension}` : null),
  own: { extensions: new Set(['101', '102']), numbers: new Set(['+79260000000']) },
};

const call = { pbxCallId: 'in_1', callStart: '2026-03-16 12:00:00', callerId: '79161234567', calledDid: '74951112233' };
const transfer = { transferFrom: null, transferType: null };
const ended = { durationSeconds: 37, disposition: 'answered', statusCode: 16, isRecorded: true, callIdWithRec: '1.2' };
const dialled = {
  pbxCallId: 'out_1',
  callStart: '2026-03-16 12:00:00',
  destination: '79161234567',
  internal: '101',
  callerId: null,
  callType: 'normal',
};

const START = { event: 'NOTIFY_START', ...call } as const;
const ANSWER = { event: 'NOTIFY_ANSWER', ...call, destination: '101', internal: null, ...transfer } as const;
const OUT_START = { event: 'NOTIFY_OUT_START', ...dialled, dstE164: null } as const;

const fact = (event: WebhookEvent, change: Partial<DeliveryContext> = {}) => toFact(event, { ...context, ...change })?.fact;

describe('every event becomes one fact', () => {
  const client = { text: '79161234567', e164: '+79161234567', readings: ['+79161234567'] };
  const startedAt = new Date('2026-03-16T09:00:00Z');

  test.each<[given: string, event: WebhookEvent, expected: object | undefined]>([
    [
      'START',
      START,
      {
        kind: 'arrived',
        at: receivedAt,
        startedAt,
        caller: client,
        did: '+74951112233',
        ownLeg: false,
        source: 'event',
        late: false,
        fingerprint: 'f',
      },
    ],
    [
      'INTERNAL',
      { event: 'NOTIFY_INTERNAL', ...call, internal: '1234-101', ...transfer },
      { kind: 'rang', extension: '101', userId: 'user-101', transferFrom: null, caller: client },
    ],
    [
      'INTERNAL of a transfer',
      { event: 'NOTIFY_INTERNAL', ...call, internal: '102', transferFrom: '1234-101', transferType: 'x' },
      { kind: 'rang', extension: '102', transferFrom: '101' },
    ],
    [
      'INTERNAL that names nobody',
      { event: 'NOTIFY_INTERNAL', ...call, internal: null, ...transfer },
      { kind: 'rang', extension: null, userId: null },
    ],
    [
      'ANSWER',
      { ...ANSWER, internal: '102', transferFrom: '101' },
      { kind: 'answered', extension: '102', userId: 'user-102', transferFrom: '101', client },
    ],
    ['ANSWER without internal: a short destination is the extension', ANSWER, { kind: 'answered', extension: '101' }],
    ['ANSWER without internal: the tail of a long login', { ...ANSWER, destination: '1234-101' }, { extension: '101' }],
    ['ANSWER without internal: the DID is none', { ...ANSWER, destination: '74951112233' }, { extension: null, client }],
    [
      'ANSWER of an outgoing call: the destination is the client',
      { ...ANSWER, pbxCallId: 'out_1', callerId: '74951112233', destination: '79161234567' },
      { extension: null, client },
    ],
    [
      'ANSWER of an outgoing call: a short destination is no extension of the answer',
      { ...ANSWER, pbxCallId: 'out_1', destination: '102' },
      { extension: null },
    ],
    [
      'END',
      { event: 'NOTIFY_END', ...call, internal: '101', lastInternal: '1234-102', callType: null, ...ended },
      {
        kind: 'hung-up',
        extension: '101',
        userId: 'user-101',
        lastExtension: '102',
        lastUserId: 'user-102',
        disposition: 'answered',
        talkSeconds: 37,
        statusCode: 16,
        recorded: true,
        recordingId: '1.2',
      },
    ],
    [
      'OUT_START',
      OUT_START,
      {
        kind: 'dialled',
        extension: '101',
        userId: 'user-101',
        destination: client,
        did: null,
        callType: 'normal',
        ownLeg: false,
      },
    ],
    [
      'OUT_END',
      { event: 'NOTIFY_OUT_END', ...dialled, ...ended, callerId: '74951112233' },
      { kind: 'dial-ended', disposition: 'answered', did: '+74951112233', talkSeconds: 37 },
    ],
    ['RECORD', { event: 'NOTIFY_RECORD', pbxCallId: 'in_1', callIdWithRec: '1.2' }, { kind: 'recorded', recordingId: '1.2' }],
    ['IVR', { event: 'NOTIFY_IVR', ...call, waitDtmf: null, completed: null }, undefined],
    ['an event of tomorrow', { event: 'unrecognised', name: 'NOTIFY_TOMORROW' }, undefined],
  ])('F2 %s', (_given, event, expected) => {
    if (expected === undefined) expect(fact(event)).toBeUndefined();
    else expect(fact(event)).toMatchObject(expected);
  });

  test.each<[given: string, event: WebhookEvent, ownLeg: boolean]>([
    ['a call to an own extension', { ...OUT_START, destination: '102' }, true],
    ['a call to an own extension by its full login', { ...OUT_START, destination: '1234-102' }, true],
    ['a call from one', { ...START, callerId: '1234-101' }, true],
    ['a call to an employee', { ...OUT_START, destination: '79260000000' }, true],
    ['a call to a service number', { ...OUT_START, destination: '0611' }, false],
    ['the first leg of a callback', { ...OUT_START, callType: 'callback_leg1' }, true],
    ['a call from an own extension', { ...START, callerId: '101' }, true],
    ['a hidden caller', { ...START, callerId: '0' }, false],
    ['a client', START, false],
  ])('3.9 %s', (_given, event, ownLeg) => {
    expect(fact(event)).toMatchObject({ ownLeg });
  });

  test('F6 a hidden caller and an extension have no number', () => {
    expect(fact({ ...START, callerId: 'anonymous' })).toMatchObject({ caller: { text: 'anonymous', e164: null, readings: [] } });
    expect(fact({ ...START, callerId: '101' })).toMatchObject({ caller: { text: '101', e164: null } });
  });
});

function translated(callStart: string, change: Partial<DeliveryContext> = {}) {
  return toFact({ ...START, callStart }, { ...context, ...change });
}

describe('times (F7)', () => {
  test.each<
    [
      given: string,
      callStart: string,
      change: Partial<DeliveryContext>,
      expected: [startedAt: string, stale: boolean, skew: number],
    ]
  >([
    ['the zone of the account', '2026-03-16 12:00:00', {}, ['2026-03-16T09:00:00Z', false, 0]],
    ['up to five minutes are believed', '2026-03-16 11:55:30', {}, ['2026-03-16T08:55:30Z', false, -5]],
    ['beyond, receipt is', '2026-03-16 11:54:00', {}, ['2026-03-16T09:00:02Z', false, -6]],
    ['of what waited in the spool, never', '2026-03-16 11:54:00', { late: true }, ['2026-03-16T08:54:00Z', false, -6]],
    ['more than ten minutes off is stale', '2026-03-16 11:49:00', {}, ['2026-03-16T09:00:02Z', true, -11]],
    ['a wrong zone shows as whole hours', '2026-03-16 09:00:00', {}, ['2026-03-16T09:00:02Z', true, -180]],
    [
      'of a zone nobody knows UTC is assumed',
      '2026-03-16 09:00:00',
      { accountTimezone: 'Mars/Olympus' },
      ['2026-03-16T09:00:00Z', false, 0],
    ],
  ])('F7 %s', (_given, callStart, change, [startedAt, stale, skew]) => {
    expect(translated(callStart, change)).toMatchObject({ startedAt: new Date(startedAt), stale, clockSkewMinutes: skew });
  });

  test.each<[given: string, callStart: string, receipt: string, startedAt: string]>([
    ['shown twice: the first', '2026-10-25 02:30:00', '2026-10-25T00:30:05Z', '2026-10-25T00:30:00Z'],
    ['shown twice: the second', '2026-10-25 02:30:00', '2026-10-25T01:30:05Z', '2026-10-25T01:30:00Z'],
    ['skipped', '2026-03-29 02:30:00', '2026-03-29T01:30:05Z', '2026-03-29T01:30:00Z'],
    ['summer', '2026-07-01 12:00:00', '2026-07-01T10:00:01Z', '2026-07-01T10:00:00Z'],
    ['winter', '2026-01-01 12:00:00', '2026-01-01T11:00:01Z', '2026-01-01T11:00:00Z'],
  ])('F7 a time that clocks changed: %s', (_given, callStart, receipt, startedAt) => {
    expect(translated(callStart, { accountTimezone: 'Europe/Berlin', receivedAt: new Date(receipt) })?.startedAt).toEqual(
      new Date(startedAt),
    );
  });

  test('F7 the end of a long call keeps its start, and is stale for who does not know the call', () => {
    const end = {
      event: 'NOTIFY_END',
      ...call,
      callStart: '2026-03-16 11:00:00',
      internal: null,
      lastInternal: null,
      callType: null,
      ...ended,
    } as const;
    expect(toFact(end, context)).toMatchObject({
      startedAt: new Date('2026-03-16T08:00:00Z'),
      stale: true,
      clockSkewMinutes: null,
    });
  });

  test('F7 a recording has no time of its own', () => {
    expect(toFact({ event: 'NOTIFY_RECORD', pbxCallId: 'in_1', callIdWithRec: '1.2' }, context)).toMatchObject({
      startedAt: null,
      stale: false,
      clockSkewMinutes: null,
    });
  });
});

test.each([
  ['101', '101'],
  ['1234-101', '101'],
  ['', null],
  [null, null],
])('the extension of %s is %s', (internal, extension) => {
  expect(shortExtension(internal)).toBe(extension);
});
