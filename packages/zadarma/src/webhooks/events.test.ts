import { describe, expect, expectTypeOf, test } from 'vitest';
import { parseWebhook, type WebhookEvent } from './events.ts';
import { WebhookError } from './webhook-error.ts';

const parse = (fields: Record<string, string>) => parseWebhook(new Map(Object.entries(fields)));
const call = { caller_id: '+442079460101', called_did: '442079460123', call_start: '2026-03-14 09:26:53', pbx_call_id: 'in_1' };
const inbound = { callerId: '+442079460101', calledDid: '442079460123', callStart: '2026-03-14 09:26:53', pbxCallId: 'in_1' };
const out = { call_start: '2026-03-14 09:26:53', pbx_call_id: 'out_1', destination: '12025550143' };
const outbound = {
  callStart: '2026-03-14 09:26:53',
  pbxCallId: 'out_1',
  destination: '12025550143',
  internal: null,
  callerId: null,
  callType: null,
};
const end = {
  duration: '37',
  disposition: 'answered',
  status_code: '16',
  is_recorded: '1',
  call_id_with_rec: '1773480413.104860',
};
const ended = {
  durationSeconds: 37,
  disposition: 'answered',
  statusCode: 16,
  isRecorded: true,
  callIdWithRec: '1773480413.104860',
};
const nobody = { transferFrom: null, transferType: null };

describe('the events of a call', () => {
  test.each<[given: string, fields: Record<string, string>, expected: WebhookEvent]>([
    ['start', { event: 'NOTIFY_START', ...call }, { event: 'NOTIFY_START', ...inbound }],
    [
      'start of a hidden caller',
      { event: 'NOTIFY_START', ...call, caller_id: '' },
      { event: 'NOTIFY_START', ...inbound, callerId: '' },
    ],
    [
      'ring',
      { event: 'NOTIFY_INTERNAL', ...call, internal: '101' },
      { event: 'NOTIFY_INTERNAL', ...inbound, internal: '101', ...nobody },
    ],
    [
      'ring after a transfer, with full logins',
      { event: 'NOTIFY_INTERNAL', ...call, internal: '1234-102', transfer_from: '1234-101', transfer_type: 'blind' },
      { event: 'NOTIFY_INTERNAL', ...inbound, internal: '102', transferFrom: '101', transferType: 'blind' },
    ],
    [
      'answer without extension',
      { event: 'NOTIFY_ANSWER', ...out, caller_id: '101', internal: '' },
      {
        event: 'NOTIFY_ANSWER',
        callStart: out.call_start,
        pbxCallId: 'out_1',
        callerId: '101',
        destination: '12025550143',
        internal: null,
        ...nobody,
      },
    ],
    [
      'end',
      { event: 'NOTIFY_END', ...call, ...end, internal: '101', last_internal: '102', calltype: 'normal' },
      { event: 'NOTIFY_END', ...inbound, ...ended, internal: '101', lastInternal: '102', callType: 'normal' },
    ],
    [
      'end of a missed call',
      { event: 'NOTIFY_END', ...call, duration: '0', disposition: 'no answer' },
      {
        event: 'NOTIFY_END',
        ...inbound,
        durationSeconds: 0,
        disposition: 'no answer',
        statusCode: null,
        isRecorded: false,
        callIdWithRec: null,
        internal: null,
        lastInternal: null,
        callType: null,
      },
    ],
    ['outgoing start', { event: 'NOTIFY_OUT_START', ...out }, { event: 'NOTIFY_OUT_START', ...outbound, dstE164: null }],
    [
      'outgoing end',
      { event: 'NOTIFY_OUT_END', ...out, ...end, internal: '101' },
      { event: 'NOTIFY_OUT_END', ...outbound, ...ended, internal: '101' },
    ],
    [
      'recording',
      { event: 'NOTIFY_RECORD', pbx_call_id: 'in_1', call_id_with_rec: '1.20' },
      { event: 'NOTIFY_RECORD', pbxCallId: 'in_1', callIdWithRec: '1.20' },
    ],
    [
      'keys',
      { event: 'NOTIFY_IVR', ...call, 'wait_dtmf[name]': 'm', 'wait_dtmf[digits]': '12#' },
      { event: 'NOTIFY_IVR', ...inbound, waitDtmf: { name: 'm', digits: '12#', defaultTaken: false }, completed: null },
    ],
    [
      'no keys',
      { event: 'NOTIFY_IVR', ...call, 'wait_dtmf[name]': 'm', 'wait_dtmf[digits]': '', 'wait_dtmf[default_behaviour]': '1' },
      { event: 'NOTIFY_IVR', ...inbound, waitDtmf: { name: 'm', digits: '', defaultTaken: true }, completed: null },
    ],
    [
      'said',
      { event: 'NOTIFY_IVR', ...call, ivr_saynumber: 'COMPLETE' },
      { event: 'NOTIFY_IVR', ...inbound, waitDtmf: null, completed: 'number' },
    ],
  ])('%s', (_given, fields, expected) => {
    expect(parse(fields)).toEqual(expected);
  });
});

describe('the account’s events', () => {
  test.each<[given: string, fields: Record<string, string>, expected: object]>([
    [
      'a message',
      { event: 'SMS', result: '{"caller_id":442079460101,"caller_did":"44","text":"false"}' },
      { callerId: '442079460101', text: 'false' },
    ],
    [
      'a lookup',
      { event: 'NUMBER_LOOKUP', success: 'true', result: '[{"number":44,"ported":"true"}]' },
      { success: true, results: [{ number: '44', ported: true }] },
    ],
    [
      'tracked calls',
      { event: 'CALL_TRACKING', result: '[{"duration":"37","utm_source":"x"}]' },
      { calls: [{ durationSeconds: 37, utm: { source: 'x' } }] },
    ],
    [
      'a transcript',
      {
        event: 'SPEECH_RECOGNITION',
        call_id: '1.20',
        result: '{"phrases":[{"result":"one two","channel":1}],"words":[{"result":[{"s":0.02,"e":0.22,"w":"one"}],"channel":1}]}',
      },
      {
        callId: '1.20',
        pbxCallId: null,
        phrases: [{ text: 'one two', channel: 1 }],
        words: [{ word: 'one', startSeconds: 0.02, channel: 1 }],
      },
    ],
    [
      'a document',
      { event: 'DOCUMENT', result: '{"wrong_document":{"user_id":1,"message":"blurred"}}' },
      { userId: '1', message: 'blurred' },
    ],
  ])('%s', (_given, fields, expected) => {
    expect(parse(fields)).toMatchObject({ event: fields['event'], ...expected });
  });
});

test('F3 names nobody knows are values', () => {
  for (const name of ['NOTIFY_INTERNAL_END', 'SOMETHING_NEW', 'constructor'])
    expect(parse({ event: name })).toEqual({ event: 'unrecognised', name });
  expectTypeOf<Extract<WebhookEvent, { event: 'NOTIFY_END' }>['durationSeconds']>().toEqualTypeOf<number>();
});

describe('a broken promise is a bad field', () => {
  test.each<[given: string, field: string, fields: Record<string, string>]>([
    ['no event', 'event', call],
    ['no call', 'pbx_call_id', { event: 'NOTIFY_START', ...call, pbx_call_id: '' }],
    ['no number that was called', 'called_did', { event: 'NOTIFY_START', ...call, called_did: '' }],
    ['no destination', 'destination', { event: 'NOTIFY_ANSWER', ...call }],
    ['a day that is none', 'call_start', { event: 'NOTIFY_START', ...call, call_start: '2026-02-29 09:26:53' }],
    ['an hour that is none', 'call_start', { event: 'NOTIFY_START', ...call, call_start: '2026-02-28 24:26:53' }],
    ['another format of time', 'call_start', { event: 'NOTIFY_START', ...call, call_start: '2026-02-28T09:26:53Z' }],
    ['no duration', 'duration', { event: 'NOTIFY_END', ...call, disposition: 'busy' }],
    ['no disposition', 'disposition', { event: 'NOTIFY_END', ...call, duration: '0' }],
    ['no recording', 'call_id_with_rec', { event: 'NOTIFY_RECORD', pbx_call_id: 'in_1' }],
    ['a NUL in a number', 'caller_id', { event: 'NOTIFY_START', ...call, caller_id: '44\0' }],
    ['a NUL in a message', 'result', { event: 'SMS', result: String.raw`{"caller_id":"1","caller_did":"2","text":"\u0000"}` }],
    ['a message that is no JSON', 'result', { event: 'SMS', result: 'hello' }],
    ['a message without text', 'result.text', { event: 'SMS', result: '{"caller_id":"1","caller_did":"2"}' }],
    ['a lookup of nothing', 'result', { event: 'NUMBER_LOOKUP' }],
  ])('%s', (_given, field, fields) => {
    expect(() => parse(fields)).toThrow(expect.objectContaining({ name: 'WebhookError', code: 'bad-field', field }));
  });

  test.each(['abc', '-1', '1.5', '1e3', '1000000000000', '604801', ' 37', '٣'])('a duration of %j', (duration) => {
    expect(() => parse({ event: 'NOTIFY_END', ...call, disposition: 'answered', duration })).toThrow(WebhookError);
  });

  test('the error names the field and keeps the value to itself', () => {
    expect(() => parse({ event: 'NOTIFY_START', ...call, call_start: '+442079460101' })).toThrow(/^(?!.*2079460101)/);
  });

  test('29 February of a leap year is a day', () => {
    expect(parse({ event: 'NOTIFY_START', ...call, call_start: '2028-02-29 00:00:00' })).toMatchObject({
      callStart: '2028-02-29 00:00:00',
    });
  });
});
