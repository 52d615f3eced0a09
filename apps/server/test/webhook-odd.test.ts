import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, DID, openOffice, type PhoneOffice } from './support/phone-office.ts';
import { unfoldedDeliveries } from './support/unfolded-deliveries.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const fieldsOfStart = () => ({
  caller_id: CLIENT,
  called_did: DID,
  call_start: office.wallClock(),
  pbx_call_id: `in_${randomBytes(20).toString('hex')}`,
});
const latest = async () => (await office.events())[0];
const unfolded = () => unfoldedDeliveries(office);

describe('F3 what we do not know yet', () => {
  test('F3 an event of an unknown name is kept raw, answered {} and shown', async () => {
    const fields = { event: 'NOTIFY_TELEPATHY', ...fieldsOfStart(), mood: 'good' };
    expect(await office.post(office.sign(fields))).toMatchObject({ status: 200, text: '{}' });
    await office.settle();
    expect(await latest()).toMatchObject({ event: 'NOTIFY_TELEPATHY', verdict: 'unknown', fields, reply: {} });
    expect(await office.call(fields.pbx_call_id)).toBeUndefined();
  });

  test('F3 NOTIFY_INTERNAL_END, which nobody documents, changes nothing', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.internal('101')]);
    await office.settle();
    const before = await office.call(call.pbxCallId);
    const fields = {
      caller_id: CLIENT,
      called_did: DID,
      call_start: office.wallClock(),
      pbx_call_id: call.pbxCallId,
      internal: '101',
    };
    expect((await office.post(office.sign({ event: 'NOTIFY_INTERNAL_END', ...fields }))).status).toBe(200);
    await office.settle();
    expect(await office.call(call.pbxCallId)).toEqual(before);
  });

  test('F3 unknown fields of a known event are kept', async () => {
    const fields = { event: 'NOTIFY_START', ...fieldsOfStart(), 'new[field]': 'ё & 1+1=2', empty: '' };
    await office.post(office.sign(fields));
    await office.settle();
    expect(await latest()).toMatchObject({ verdict: 'accepted', fields });
    expect(await office.call(fields.pbx_call_id)).toMatchObject({ clientNumber: CLIENT });
  });

  test.each([
    [
      'SPEECH_RECOGNITION',
      { call_id: '1.2', pbx_call_id: 'in_speech', result: '{"phrases":[{"result":"привет","channel":1}],"words":[]}' },
    ],
    ['DOCUMENT', { result: '{"wrong_document":{"user_id":1,"message":"blurred"}}' }],
    ['CALL_TRACKING', { result: '[{"pbx_call_id":"in_speech","utm_source":"x"}]' }],
    ['NUMBER_LOOKUP', { success: 'true', result: '[]' }],
    ['SMS', { result: '{"caller_id":"1","caller_did":"2","text":"<script>"}' }],
  ])('F3 %s is a hint and makes no call', async (event, fields) => {
    expect(await office.post(office.sign({ event, ...fields }, 'multipart'))).toMatchObject({ status: 200, text: '{}' });
    await office.settle();
    expect(await latest()).toMatchObject({ event, fields });
    expect(await office.call('in_speech')).toBeUndefined();
  });

  test('F3 SPEECH_RECOGNITION without a signature is refused', async () => {
    const { body, headers } = office.sign({ event: 'SPEECH_RECOGNITION', result: '{}' });
    const { signature: _none, ...others } = headers;
    expect((await office.post({ body, headers: others })).status).toBe(403);
  });
});

describe('F3 fields that cannot be', () => {
  const digits = Array.from({ length: 5000 }, () => Math.floor(Math.random() * 10)).join('');
  const noise = randomBytes(3000).toString('base64url');
  test.each<[given: string, fields: Record<string, string>]>([
    ['a negative duration', { event: 'NOTIFY_END', duration: '-5', disposition: 'answered' }],
    ['a duration of 30,000 years', { event: 'NOTIFY_END', duration: '1000000000000', disposition: 'answered' }],
    ['a duration in letters', { event: 'NOTIFY_END', duration: 'abc', disposition: 'answered' }],
    ['a duration of a fraction', { event: 'NOTIFY_END', duration: '1.5', disposition: 'answered' }],
    ['an unheard-of disposition', { event: 'NOTIFY_END', duration: '0', disposition: 'x'.repeat(3000) }],
    ['a status code that is none', { event: 'NOTIFY_END', duration: '0', disposition: 'busy', status_code: '-1e9' }],
    ['a start that is no time', { event: 'NOTIFY_START', call_start: 'not a time' }],
    ['a 30 February', { event: 'NOTIFY_START', call_start: '2026-02-30 10:00:00' }],
    ['the year 0', { event: 'NOTIFY_INTERNAL', call_start: '0000-01-01 00:00:00', internal: '101' }],
    ['the year 0 of an end', { event: 'NOTIFY_END', call_start: '0000-01-01 00:00:00', duration: '1', disposition: 'answered' }],
    ['the year 9999', { event: 'NOTIFY_END', call_start: '9999-12-31 23:59:59', duration: '1', disposition: 'answered' }],
    ['an empty start', { event: 'NOTIFY_START', call_start: '' }],
    ['a caller of 5,000 digits', { event: 'NOTIFY_START', caller_id: digits }],
    ['a caller of 5,000 letters', { event: 'NOTIFY_START', caller_id: 'Щ'.repeat(5000) }],
    ['a caller with a NUL', { event: 'NOTIFY_START', caller_id: '7916\u00001234567' }],
    ['a DID with a NUL', { event: 'NOTIFY_START', called_did: '\u0000' }],
    ['an event of NULs', { event: '\u0000\u0000' }],
    ['an event name of 5,000 letters', { event: `NOTIFY_${'X'.repeat(5000)}` }],
    ['a name that every object has', { event: 'constructor' }],
    ['an empty id of the call', { event: 'NOTIFY_START', pbx_call_id: '' }],
    ['an id of 300 characters', { event: 'NOTIFY_START', pbx_call_id: `in_${'a'.repeat(297)}` }],
    ['an id of 4,000 characters', { event: 'NOTIFY_START', pbx_call_id: noise }],
    ['an extension of 4,000 characters', { event: 'NOTIFY_INTERNAL', internal: noise }],
    ['an extension of letters', { event: 'NOTIFY_INTERNAL', internal: 'рядом с окном 🙂' }],
    ['a transfer from itself', { event: 'NOTIFY_INTERNAL', internal: '101', transfer_from: '101' }],
    ['a recording of 4,000 characters', { event: 'NOTIFY_RECORD', call_id_with_rec: noise }],
    ['a recording without an id', { event: 'NOTIFY_RECORD', call_id_with_rec: '' }],
    ['keys nobody asked for', { event: 'NOTIFY_IVR', 'wait_dtmf[name]': 'x', 'wait_dtmf[digits]': '\u0000' }],
    ['JSON that is none', { event: 'SMS', result: '{"a":' }],
    ['JSON of depth 5,000', { event: 'SMS', result: '['.repeat(5000) + ']'.repeat(5000) }],
    ['JSON with a NUL', { event: 'CALL_TRACKING', result: '[{"url":"\\u0000"}]' }],
  ])('F3 never break the door and are kept raw: %s', async (_given, odd) => {
    const fields = { ...fieldsOfStart(), ...odd, event: odd['event'] ?? '' };
    const answer = await office.post(office.sign(fields));
    expect([answer.status, answer.text]).toEqual([200, '{}']);
    office.clock.pass(3);
    await office.settle();
    expect((await latest())?.fields).toMatchObject(odd);
    await expect.poll(unfolded).toBe(0);
    expect((await office.ask(office.company.admin, 'GET /calls?limit=5')).status).toBe(200);
  });

  test.each([
    ['a broken percent sign', 'caller_id=%zz%'],
    ['bytes that are no UTF-8, escaped', 'caller_id=%ff%fe%80'],
    ['half a surrogate pair', 'caller_id=%ED%A0%80'],
    ['bytes that are no UTF-8, raw', Buffer.from([0x63, 0x61, 0x6c, 0x6c, 0x65, 0x72, 0x5f, 0x69, 0x64, 0x3d, 0xff, 0xfe, 0x80])],
    ['only separators', '&&&==&=&'],
    [
      'ten thousand fields',
      Array.from({ length: 10_000 }, (_, i) => `f${i}=`)
        .join('&')
        .slice(0, 60_000),
    ],
  ])('F3 an encoding that cannot be is refused or kept, never a fault: %s', async (_given, rest) => {
    const { body, headers } = office.sign({
      event: 'NOTIFY_START',
      called_did: DID,
      call_start: office.wallClock(),
      pbx_call_id: 'in_odd',
    });
    const payload = Buffer.concat([Buffer.from(`${body}&`), Buffer.isBuffer(rest) ? rest : Buffer.from(rest)]);
    const answer = await office.server.app.inject({ method: 'POST', url: '/zadarma', payload, headers });
    expect([200, 403]).toContain(answer.statusCode);
    office.clock.pass(3);
    await office.settle();
    expect(await unfolded()).toBe(0);
  });

  test('F3 a broken multipart body is refused, not a fault', async () => {
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary="a"']) {
      const headers = { 'content-type': type, signature: 'x' };
      const answer = await office.server.app.inject({ method: 'POST', url: '/zadarma', payload: '--a\r\n\r\n--a', headers });
      expect([type, answer.statusCode]).toEqual([type, 403]);
    }
  });

  test('F3 one delivery that cannot be folded holds up none of its neighbours', async () => {
    const good = office.inbound();
    const bad = {
      event: 'NOTIFY_INTERNAL',
      ...fieldsOfStart(),
      internal: '101',
      call_start: '0000-01-01 00:00:00',
      pbx_call_id: noise,
    };
    const first = office.inbound();
    await Promise.all(
      [first.start(), office.sign(bad), good.start(), good.internal('102')].map((delivery) => office.post(delivery)),
    );
    office.clock.pass(3);
    await office.settle();
    expect(await office.call(good.pbxCallId)).toMatchObject({ participants: [{ extension: '102' }] });
    expect((await office.call(good.pbxCallId))?.decision).toMatchObject({ because: 'feature-off' });
  });
});
