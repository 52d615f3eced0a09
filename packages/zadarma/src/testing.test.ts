import { describe, expect, test } from 'vitest';
import { sampleInboundCall, sampleOutboundCall, signDelivery, type Delivery } from './testing.ts';
import { parseWebhook } from './webhooks/events.ts';
import { parseDelivery } from './webhooks/parse-delivery.ts';
import { verifySignature } from './webhooks/verify.ts';

const secret = 'a1b2c3d4e5f60718293a';
const callStart = '2026-03-14 09:26:53';

function received({ body, headers }: Delivery) {
  const form = parseDelivery(body, headers['content-type']);
  return { verdict: verifySignature(form, headers['signature'], secret), event: parseWebhook(form) };
}

describe('sample deliveries are what a receiver accepts', () => {
  const call = sampleInboundCall({ secret, callerId: '+442079460101', calledDid: '442079460123', callStart });
  const outgoing = sampleOutboundCall({ secret, internal: '101', destination: '12025550143', callStart, pbxCallId: 'out_1' });
  const nobodys = sampleOutboundCall({ secret, destination: '12025550143', callStart });

  test.each<[name: string, delivery: Delivery, event: object]>([
    ['start', call.start(), { event: 'NOTIFY_START', callerId: '+442079460101', pbxCallId: call.pbxCallId }],
    ['ring', call.internal('101'), { event: 'NOTIFY_INTERNAL', internal: '101', transferFrom: null }],
    ['transfer', call.internal('102', '101'), { event: 'NOTIFY_INTERNAL', internal: '102', transferFrom: '101' }],
    ['answer', call.answer('101'), { event: 'NOTIFY_ANSWER', internal: '101', destination: '101' }],
    ['keys', call.ivr('menu', '12#'), { event: 'NOTIFY_IVR', waitDtmf: { name: 'menu', digits: '12#', defaultTaken: false } }],
    ['no keys', call.ivr('menu', ''), { event: 'NOTIFY_IVR', waitDtmf: { name: 'menu', digits: '', defaultTaken: true } }],
    [
      'end',
      call.end({ internal: '101', callIdWithRec: '1.20' }),
      { durationSeconds: 37, lastInternal: '101', isRecorded: true, callIdWithRec: '1.20' },
    ],
    [
      'missed',
      call.missed(),
      { event: 'NOTIFY_END', durationSeconds: 0, disposition: 'cancel', internal: null, isRecorded: false },
    ],
    ['record', call.record('1.20'), { event: 'NOTIFY_RECORD', pbxCallId: call.pbxCallId, callIdWithRec: '1.20' }],
    ['outgoing start', outgoing.outStart(), { event: 'NOTIFY_OUT_START', pbxCallId: 'out_1', internal: '101' }],
    ['outgoing answer', outgoing.answer(), { event: 'NOTIFY_ANSWER', destination: '12025550143' }],
    [
      'outgoing end',
      outgoing.outEnd({ disposition: 'busy', durationSeconds: 0, statusCode: 17 }),
      { disposition: 'busy', statusCode: 17 },
    ],
    ['outgoing of nobody', nobodys.outStart(), { event: 'NOTIFY_OUT_START', internal: null }],
    [
      'message',
      signDelivery({ event: 'SMS', result: '{"caller_id":"+44","caller_did":"45","text":"Привіт"}' }, secret, {
        as: 'multipart',
      }),
      { text: 'Привіт' },
    ],
    [
      'unknown',
      signDelivery({ event: 'SOMETHING_NEW', caller_id: '1' }, secret),
      { event: 'unrecognised', name: 'SOMETHING_NEW' },
    ],
  ])('%s', (_name, delivery, event) => {
    expect(received(delivery)).toMatchObject({ verdict: 'valid', event });
  });

  test('two calls never share an id', () => {
    const other = sampleInboundCall({ secret, callerId: '+442079460101', calledDid: '442079460123', callStart });
    expect(other.pbxCallId).not.toBe(call.pbxCallId);
    expect(other.pbxCallId).toMatch(/^in_[0-9a-f]{40}$/);
  });
});
