import { describe, expect, test } from 'vitest';
import { telephoneCompany } from './support/telephone-company.ts';

const LONDON = '442079460123';
const CLIENT = '442079460101';

const calling = (company: ReturnType<typeof telephoneCompany>): string => company.cloud.dialIn({ from: CLIENT, did: LONDON });

describe('A: one of several answers', () => {
  test('START, an INTERNAL for each that rings, ANSWER of one, END with the seconds of the talk', async () => {
    const company = telephoneCompany();
    const id = calling(company);
    await company.pass(4);
    company.cloud.answer(id, '102');
    await company.pass(37.5);
    company.cloud.hangUp(id);
    await company.pass(61);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 102', 'ANSWER 102', 'END answered 37', 'RECORD']);
    expect(company.received[1]?.at).toBeCloseTo(0.3);
  });

  test('every field is there and spelled as the cloud spells it', async () => {
    const company = telephoneCompany({ account: { timezone: 'Europe/Berlin' } });
    const id = calling(company);
    await company.pass(1);
    company.cloud.answer(id, '101');
    await company.pass(10);
    company.cloud.hangUp(id);
    await company.pass(0);
    const common = { pbx_call_id: id, caller_id: `+${CLIENT}`, call_start: '2026-03-16 10:00:00' };
    expect(id).toMatch(/^in_[0-9a-f]{40}$/);
    expect(company.events('START')).toEqual([{ event: 'NOTIFY_START', ...common, called_did: LONDON }]);
    expect(company.events('INTERNAL')[0]).toEqual({ event: 'NOTIFY_INTERNAL', ...common, called_did: LONDON, internal: '101' });
    expect(company.events('ANSWER')).toEqual([{ event: 'NOTIFY_ANSWER', ...common, destination: '101', internal: '101' }]);
    expect(company.events('END')).toEqual([
      {
        event: 'NOTIFY_END',
        ...common,
        called_did: LONDON,
        internal: '101',
        last_internal: '101',
        duration: '10',
        disposition: 'answered',
        status_code: '16',
        is_recorded: '1',
        call_id_with_rec: expect.stringMatching(/^\d{10}\.\d{6}$/),
      },
    ]);
    const headers = company.received[0]?.posting.headers;
    expect(headers).toMatchObject({ 'user-agent': 'Zadarma API v1', 'content-type': 'application/x-www-form-urlencoded' });
    expect(headers?.['Signature']).toHaveLength(56);
  });

  test('the statistics say the same: one row for each leg, and the talk is 102’s', async () => {
    const company = telephoneCompany();
    const id = calling(company);
    await company.pass(4);
    company.cloud.answer(id, '102');
    await company.pass(20);
    company.cloud.hangUp(id);
    expect(company.cloud.statistics()).toMatchObject([
      { pbxCallId: id, extension: '101', disposition: 'no answer', seconds: 0, recorded: false },
      { pbxCallId: id, extension: '102', disposition: 'answered', seconds: 20, recorded: true },
    ]);
  });
});

describe('B: nobody answers', () => {
  test('the caller gives up: cancel, no internal, no recording', async () => {
    const company = telephoneCompany();
    const id = calling(company);
    await company.pass(6);
    company.cloud.hangUp(id);
    await company.pass(100);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 102', 'END cancel 0']);
    const [end] = company.events('END');
    expect(end).toMatchObject({ status_code: '16', is_recorded: '0' });
    expect(Object.keys(end ?? {})).not.toContain('internal');
    expect(Object.keys(end ?? {})).not.toContain('call_id_with_rec');
  });

  test('the scenario runs out: no answer, and the extension that joins later rang too', async () => {
    const company = telephoneCompany();
    calling(company);
    await company.pass(120);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 102', 'INTERNAL 103', 'END no answer 0']);
  });

  test('everybody declines: busy', async () => {
    const company = telephoneCompany({ account: { extensions: [{ number: '101', name: 'Anna', online: true }] } });
    const id = calling(company);
    await company.pass(2);
    company.cloud.decline(id, '101');
    await company.pass(0);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'END busy 0']);
  });

  test('a call that ends in the menu reached no phone and has one row of extension 0', async () => {
    const company = telephoneCompany({ account: { menus: [menu] } });
    const id = calling(company);
    await company.pass(3);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual(['START', 'END cancel 0']);
    expect(company.cloud.statistics()).toMatchObject([{ extension: null, disposition: 'cancel', seconds: 0 }]);
  });
});

const menu = {
  id: 0,
  greetingSeconds: 10,
  defaultScenario: 1,
  keys: { 2: 2 },
  scenarios: [
    { id: 1, title: 'Sales', rings: [{ to: 'sales', afterSeconds: 0 }], ringSeconds: 30 },
    { id: 2, title: 'Boss', rings: [{ to: '103', afterSeconds: 0 }], ringSeconds: 30 },
  ],
};
const groups = [{ name: 'sales', extensions: ['101', '102'] }];

describe('C: a menu', () => {
  test('a cabinet menu emits nothing of its own; its default scenario rings the group', async () => {
    const company = telephoneCompany({ account: { menus: [menu], groups } });
    calling(company);
    await company.pass(11);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 102']);
  });

  test('a key leads to its scenario', async () => {
    const company = telephoneCompany({ account: { menus: [menu], groups } });
    const id = calling(company);
    await company.pass(3);
    company.cloud.pressMenu(id, '2');
    await company.pass(1);
    expect(company.story()).toEqual(['START', 'INTERNAL 103']);
  });

  test('a menu driven by replies: the pressed key comes as NOTIFY_IVR, whose reply redirects', async () => {
    const wait = { timeout: 5, attempts: 1, maxdigits: 1, name: 'm', default: '0-main' };
    const company = telephoneCompany({
      reply: ({ event }) =>
        event === 'NOTIFY_START' ? { ivr_play: 'x1', wait_dtmf: wait } : { redirect: '102', return_timeout: 20 },
    });
    const id = calling(company);
    await company.pass(3);
    company.cloud.pressMenu(id, '2');
    await company.pass(1);
    expect(company.story()).toEqual(['START', 'IVR', 'INTERNAL 102']);
    expect(company.events('IVR')[0]).toMatchObject({ 'wait_dtmf[name]': 'm', 'wait_dtmf[digits]': '2' });
    expect(Object.keys(company.events('IVR')[0] ?? {})).not.toContain('wait_dtmf[default_behaviour]');
  });

  test('nothing pressed: default_behaviour=1, and the default is being executed already', async () => {
    const wait = { timeout: 5, attempts: 2, maxdigits: 1, name: 'm', default: '103' };
    const company = telephoneCompany({
      reply: ({ event }) => (event === 'NOTIFY_START' ? { ivr_play: 'x1', wait_dtmf: wait } : undefined),
    });
    calling(company);
    await company.pass(13.9);
    expect(company.story()).toEqual(['START']);
    await company.pass(1);
    expect(company.story()).toEqual(['START', 'IVR', 'INTERNAL 103']);
    expect(company.events('IVR')[0]).toMatchObject({ 'wait_dtmf[default_behaviour]': '1', 'wait_dtmf[digits]': '' });
  });

  test('the default works after ivr_play only: after a phrase the CRM has to decide', async () => {
    const wait = { timeout: 5, attempts: 1, maxdigits: 1, name: 'm', default: '103' };
    const company = telephoneCompany({
      reply: ({ event }) =>
        event === 'NOTIFY_START' ? { ivr_saydigits: '12', language: 'en', wait_dtmf: wait } : { redirect: '102' },
    });
    calling(company);
    await company.pass(8);
    expect(company.story()).toEqual(['START', 'IVR', 'INTERNAL 102']);
  });

  test.each([
    [{ ivr_play: 'x1' }, {}],
    [{ ivr_saypopular: 5, language: 'ru' }, {}],
    [{ ivr_saydigits: '12', language: 'en' }, { ivr_saydigits: 'COMPLETE' }],
    [{ ivr_saynumber: 123, language: 'en' }, { ivr_saynumber: 'COMPLETE' }],
  ])('after %j the CRM is asked again, and its silence continues the default scenario', async (play, reported) => {
    const company = telephoneCompany({ reply: ({ event }) => (event === 'NOTIFY_START' ? play : {}) });
    calling(company);
    await company.pass(3);
    expect(company.story()).toEqual(['START', 'IVR', 'INTERNAL 101', 'INTERNAL 102']);
    expect(company.events('IVR')[0]).toMatchObject(reported);
  });
});

describe('D: the CRM decides', () => {
  test('redirect rings that extension only', async () => {
    const company = telephoneCompany({ reply: () => ({ redirect: '103', return_timeout: 15, caller_name: 'Zoë & Co' }) });
    const id = calling(company);
    await company.pass(5);
    expect(company.story()).toEqual(['START', 'INTERNAL 103']);
    expect(company.cloud.call(id).callerName).toBe('Zoë & Co');
    expect(company.cloud.wire()[0]).toMatchObject({ event: 'NOTIFY_START', reply: 'obeyed', answer: { status: 200 } });
  });

  test('after return_timeout the call goes back to the default scenario, which rings the same phone again', async () => {
    const company = telephoneCompany({ reply: () => ({ redirect: '101', return_timeout: 15 }) });
    const id = calling(company);
    await company.pass(15.2);
    expect(company.story()).toEqual(['START', 'INTERNAL 101']);
    await company.pass(1);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 101', 'INTERNAL 102']);
    company.cloud.answer(id, '102');
    await company.pass(5);
    company.cloud.hangUp(id);
    expect(company.cloud.statistics().map(({ extension, disposition }) => `${extension} ${disposition}`)).toEqual([
      '101 no answer',
      '101 no answer',
      '102 answered',
    ]);
  });

  test('declining a redirected call sends it back at once', async () => {
    const company = telephoneCompany({ reply: () => ({ redirect: '103', return_timeout: 15 }) });
    const id = calling(company);
    await company.pass(2);
    company.cloud.decline(id, '103');
    await company.pass(1);
    expect(company.story()).toEqual(['START', 'INTERNAL 103', 'INTERNAL 101', 'INTERNAL 102']);
  });

  test('return_timeout 0 never comes back', async () => {
    const company = telephoneCompany({ reply: () => ({ redirect: '101', return_timeout: 0 }) });
    calling(company);
    await company.pass(600);
    expect(company.story()).toEqual(['START', 'INTERNAL 101']);
  });

  test('an offline extension rings nowhere: the call goes on to the default scenario', async () => {
    const company = telephoneCompany({ reply: () => ({ redirect: '104', return_timeout: 15 }) });
    calling(company);
    await company.pass(2);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 102']);
  });

  test.each(['0-1', '1', '0-main'])('redirect to %s runs the scenario', async (redirect) => {
    const company = telephoneCompany({ reply: () => ({ redirect, return_timeout: 0 }) });
    calling(company);
    await company.pass(1);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 102']);
    expect(company.cloud.wire()[0]?.reply).toBe('obeyed');
  });

  test.each([
    ['an extension that does not exist', { redirect: '999', return_timeout: 15 }],
    ['a time-out the PBX does not know', { redirect: '101', return_timeout: 2 }],
    ['a fraction', { redirect: '101', return_timeout: 3.5 }],
    ['an unknown menu', { redirect: '7-main' }],
    ['a rewritten number that is none', { redirect: '101', rewrite_forward_number: 'abc' }],
    ['hangup that is not 1', { hangup: 'yes' }],
    ['digits in no language', { ivr_saydigits: '12' }],
    ['a list', '["redirect"]'],
    ['broken JSON', '{"redirect":'],
  ])('%s is ignored, reported loudly, and the default scenario goes on', async (_what, said) => {
    const company = telephoneCompany({ reply: ({ event }) => (event === 'NOTIFY_START' ? said : undefined) });
    calling(company);
    await company.pass(1);
    expect(company.story()).toEqual(['START', 'INTERNAL 101', 'INTERNAL 102']);
    expect(company.cloud.wire()[0]?.reply).toBe('ignored');
    expect(company.cloud.complaints()[0]?.text).toContain('reply ignored');
  });

  test.each(['', 'OK', '{}', '[]'])('the answer %j steers nothing and is no fault', async (said) => {
    const company = telephoneCompany({ reply: () => said });
    calling(company);
    await company.pass(1);
    expect(company.cloud.wire()[0]?.reply).toBe('none');
    expect(company.cloud.complaints()).toEqual([]);
  });

  test('answers to anything but START and IVR are not even read', async () => {
    const company = telephoneCompany({ reply: ({ event }) => (event === 'NOTIFY_INTERNAL' ? { hangup: 1 } : undefined) });
    calling(company);
    await company.pass(5);
    expect(company.cloud.calls()[0]?.state).toBe('ringing');
  });

  test('a reply after the deadline comes too late', async () => {
    const company = telephoneCompany({
      faults: { delay: 1, delaySeconds: { min: 8, max: 8 } },
      reply: ({ event }) => (event === 'NOTIFY_START' ? { redirect: '103', return_timeout: 15 } : undefined),
    });
    calling(company);
    await company.pass(20);
    expect(company.cloud.wire()[0]).toMatchObject({
      event: 'NOTIFY_START',
      reply: 'ignored',
      complaint: 'the reply came too late',
    });
    expect(company.cloud.ringing(company.cloud.calls()[0]?.id ?? '')).toEqual(['101', '102', '103']);
  });
});

describe('E: refused', () => {
  test.each([
    ['blacklist', { redirect: 'blacklist' }, { disposition: 'busy', status_code: '17' }],
    ['hangup', { hangup: 1 }, { disposition: 'cancel', status_code: '16' }],
  ])('%s ends the call before any phone rings', async (_what, said, expected) => {
    const company = telephoneCompany({ reply: () => said });
    calling(company);
    await company.pass(1);
    expect(company.events('END')).toMatchObject([{ ...expected, duration: '0' }]);
    expect(company.events('INTERNAL')).toEqual([]);
  });

  test('where the switch says so no END is sent', async () => {
    const company = telephoneCompany({ reply: () => ({ redirect: 'blacklist' }), behaviour: { endAfterRefusal: false } });
    calling(company);
    await company.pass(1);
    expect(company.story()).toEqual(['START']);
    expect(company.cloud.calls()[0]?.state).toBe('ended');
  });
});

describe('F: transfer', () => {
  test('the other rings with transfer_from, answers, and is last_internal; both talks are recorded', async () => {
    const company = telephoneCompany();
    const id = calling(company);
    await company.pass(2);
    company.cloud.answer(id, '101');
    await company.pass(10.6);
    company.cloud.transfer(id, '103');
    await company.pass(5);
    company.cloud.answer(id, '103');
    await company.pass(20.9);
    company.cloud.hangUp(id);
    await company.pass(100);
    expect(company.story().slice(3)).toEqual(['ANSWER 101', 'INTERNAL 103', 'ANSWER 103', 'END answered 36', 'RECORD', 'RECORD']);
    expect(company.events('INTERNAL').at(-1)).toMatchObject({ transfer_from: '101', transfer_type: 'attended' });
    expect(company.events('END')[0]).toMatchObject({ internal: '101', last_internal: '103' });
    const talks = company.cloud.statistics().filter(({ disposition }) => disposition === 'answered');
    expect(talks.map(({ extension, seconds }) => [extension, seconds])).toEqual([
      ['101', 15],
      ['103', 21],
    ]);
  });

  test('nobody takes it over: the first goes on talking', async () => {
    const company = telephoneCompany();
    const id = calling(company);
    await company.pass(2);
    company.cloud.answer(id, '101');
    await company.pass(2);
    company.cloud.transfer(id, '103');
    await company.pass(70);
    expect(company.cloud.call(id)).toMatchObject({ state: 'talking' });
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.events('END')[0]).toMatchObject({ duration: '72', last_internal: '101' });
  });
});

describe('forwarding to an outside phone', () => {
  const account = { extensions: [{ number: '101', name: 'Anna', online: false, forwardTo: '442079460177' }] };

  test('one conversation has two ids: the outside branch shows the original caller', async () => {
    const company = telephoneCompany({ account });
    const id = calling(company);
    await company.pass(3);
    company.cloud.answer(id, '101');
    await company.pass(12);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual([
      'START',
      'INTERNAL 101',
      'OUT_START 101 → 442079460177',
      'ANSWER 101',
      'ANSWER 101',
      'OUT_END answered 12',
      'END answered 12',
    ]);
    const [outStart] = company.events('OUT_START');
    expect(outStart).toMatchObject({ caller_id: `+${CLIENT}`, pbx_call_id: expect.stringMatching(/^out_[0-9a-f]{40}$/) });
    expect(company.cloud.call(outStart?.['pbx_call_id'] ?? '')).toMatchObject({ kind: 'forwarded', linkedTo: id });
    expect(company.cloud.statistics()).toHaveLength(2);
  });

  test('the reply may rewrite the outside number for this call', async () => {
    const company = telephoneCompany({
      account,
      reply: () => ({ redirect: '101', return_timeout: 15, rewrite_forward_number: '+442079460188' }),
    });
    calling(company);
    await company.pass(1);
    expect(company.events('OUT_START')[0]).toMatchObject({ destination: '442079460188' });
  });

  test('the outside phone can be answered and refused by its own id', async () => {
    const company = telephoneCompany({ account });
    calling(company);
    await company.pass(1);
    const branch = company.events('OUT_START')[0]?.['pbx_call_id'] ?? '';
    company.cloud.decline(branch);
    await company.pass(0);
    expect(company.story().slice(3)).toEqual(['OUT_END busy 0', 'END busy 0']);
  });
});

describe('the recording', () => {
  test('is told of when it can be fetched, 5 to 60 seconds after the end', async () => {
    const company = telephoneCompany();
    const id = calling(company);
    await company.pass(1);
    company.cloud.answer(id, '101');
    await company.pass(9);
    company.cloud.hangUp(id);
    await company.pass(61);
    const record = company.received.find(({ fields }) => fields['event'] === 'NOTIFY_RECORD');
    expect(record?.fields).toEqual({
      event: 'NOTIFY_RECORD',
      call_id_with_rec: company.events('END')[0]?.['call_id_with_rec'],
      pbx_call_id: id,
    });
    expect(record?.at).toBeGreaterThan(15);
    expect(record?.at).toBeLessThan(71);
  });

  test('may come before END, where the switch says so', async () => {
    const company = telephoneCompany({ behaviour: { recordBeforeEnd: true } });
    const id = calling(company);
    await company.pass(1);
    company.cloud.answer(id, '101');
    await company.pass(9);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story().slice(-2)).toEqual(['RECORD', 'END answered 9']);
  });

  test('is not made where the extension does not record', async () => {
    const company = telephoneCompany({
      account: { extensions: [{ number: '101', name: 'Anna', online: true, recording: false }] },
    });
    const id = calling(company);
    await company.pass(1);
    company.cloud.answer(id, '101');
    await company.pass(9);
    company.cloud.hangUp(id);
    await company.pass(100);
    expect(company.story().at(-1)).toBe('END answered 9');
    expect(company.events('END')[0]).toMatchObject({ is_recorded: '0' });
  });
});

describe('undocumented words are switches', () => {
  test('caller_id without +, called_did with it', async () => {
    const company = await oneTalk({ callerIdPlus: false, didPlus: true });
    expect(company.events('START')[0]).toMatchObject({ caller_id: CLIENT, called_did: `+${LONDON}` });
  });

  test('internal in full, or not at all', async () => {
    expect((await oneTalk({ internal: 'full' })).events('END')[0]).toMatchObject({
      internal: '12345-101',
      last_internal: '12345-101',
    });
    expect(Object.keys((await oneTalk({ internal: 'absent' })).events('ANSWER')[0] ?? {})).not.toContain('internal');
  });

  test('destination of ANSWER is the DID', async () => {
    expect((await oneTalk({ answerDestination: 'did' })).events('ANSWER')[0]).toMatchObject({ destination: LONDON });
  });

  test('the Signature is missing', async () => {
    const company = await oneTalk({ signature: 'missing' });
    expect(company.received.map(({ posting }) => Object.keys(posting.headers).includes('Signature'))).not.toContain(true);
  });
});

test('hidden callers stay words', async () => {
  const company = telephoneCompany();
  company.cloud.dialIn({ from: 'anonymous', did: `+${LONDON}` });
  await company.pass(0);
  expect(company.events('START')[0]).toMatchObject({ caller_id: 'anonymous' });
});

test('a switched-off notification is not sent, and calls go on without an address at all', async () => {
  const company = telephoneCompany();
  company.cloud.settings.calls.set('notify_internal', false);
  calling(company);
  await company.pass(1);
  expect(company.story()).toEqual(['START']);
  company.cloud.settings.callUrl = '';
  const second = calling(company);
  await company.pass(1);
  expect(company.cloud.ringing(second)).toEqual(['101', '102']);
  expect(company.story()).toEqual(['START']);
});

async function oneTalk(behaviour: object) {
  const company = telephoneCompany({ behaviour });
  const id = calling(company);
  await company.pass(1);
  company.cloud.answer(id, '101');
  await company.pass(1);
  company.cloud.hangUp(id);
  await company.pass(0);
  return company;
}
