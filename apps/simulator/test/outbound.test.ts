import { describe, expect, test } from 'vitest';
import { telephoneCompany } from './support/telephone-company.ts';

const CUSTOMER = '442079460199';

describe('G: dialled on the phone', () => {
  test('OUT_START, ANSWER, OUT_END, RECORD', async () => {
    const company = telephoneCompany();
    const id = company.cloud.dialFrom('101', `+${CUSTOMER}`);
    await company.pass(7);
    company.cloud.answer(id);
    await company.pass(30);
    company.cloud.hangUp(id);
    await company.pass(61);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`, 'ANSWER 101', 'OUT_END answered 30', 'RECORD']);
    const common = { pbx_call_id: id, call_start: '2026-03-16 09:00:00', destination: CUSTOMER, internal: '101' };
    expect(company.events('OUT_START')).toEqual([{ event: 'NOTIFY_OUT_START', ...common, caller_id: '0', calltype: 'normal' }]);
    expect(company.events('ANSWER')).toEqual([{ event: 'NOTIFY_ANSWER', ...common, caller_id: '442079460123' }]);
    expect(company.events('OUT_END')).toMatchObject([
      { ...common, caller_id: '442079460123', status_code: '16', is_recorded: '1' },
    ]);
    expect(company.cloud.statistics()).toMatchObject([
      { pbxCallId: id, extension: '101', caller: '101', destination: CUSTOMER, disposition: 'answered', seconds: 30 },
    ]);
  });

  test.each([
    ['the far end is busy', 'busy', 'busy', '17'],
    ['the number does not exist', 'unallocated', 'unallocated number', '1'],
    ['the account is empty', 'noMoney', 'no money', '34'],
  ] as const)('%s', async (_what, ending, disposition, cause) => {
    const company = telephoneCompany();
    const id = company.cloud.dialFrom('101', CUSTOMER);
    await company.pass(3);
    company.cloud.decline(id, undefined, ending);
    await company.pass(0);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`, `OUT_END ${disposition} 0`]);
    expect(company.events('OUT_END')[0]).toMatchObject({ status_code: cause, is_recorded: '0' });
  });

  test('nobody picks up: no answer after a minute; the manager gives up earlier: cancel', async () => {
    const company = telephoneCompany();
    company.cloud.dialFrom('101', CUSTOMER);
    const second = company.cloud.dialFrom('102', CUSTOMER);
    await company.pass(5);
    company.cloud.hangUp(second);
    await company.pass(60);
    expect(company.events('OUT_END').map(({ disposition }) => disposition)).toEqual(['cancel', 'no answer']);
  });
});

describe('H, I: click-to-call', () => {
  test('leg 1 rings the manager in silence; leg 2 is an outbound call', async () => {
    const company = telephoneCompany();
    const id = company.cloud.callback({ from: '101', to: CUSTOMER, sip: '101' });
    await company.pass(4);
    expect(company.story()).toEqual([]);
    expect(company.cloud.ringing(id)).toEqual(['101']);
    company.cloud.answer(id, '101');
    await company.pass(6);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`]);
    company.cloud.answer(id);
    await company.pass(25);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`, 'ANSWER 101', 'OUT_END answered 25']);
    expect(company.events('OUT_END')[0]).toMatchObject({ pbx_call_id: id, calltype: 'normal' });
    expect(company.cloud.statistics()).toHaveLength(1);
  });

  test('two records: the first has the short extension as its far number', async () => {
    const company = telephoneCompany({ behaviour: { callbackRecords: 2 } });
    const id = company.cloud.callback({ from: '101', to: CUSTOMER });
    await company.pass(4);
    company.cloud.answer(id, '101');
    await company.pass(4);
    company.cloud.answer(id);
    await company.pass(10);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual([
      'OUT_START 101 → 101',
      'ANSWER 101',
      `OUT_START 101 → ${CUSTOMER}`,
      'ANSWER 101',
      'OUT_END answered 10',
      'OUT_END answered 14',
    ]);
    expect(company.cloud.statistics()).toHaveLength(2);
  });

  test('the manager does not pick up: nothing is told at all', async () => {
    const company = telephoneCompany();
    company.cloud.callback({ from: '101', to: CUSTOMER });
    await company.pass(100);
    expect(company.story()).toEqual([]);
    expect(company.cloud.statistics()).toEqual([]);
  });

  test('no device is registered: the call fails at once', async () => {
    const company = telephoneCompany();
    company.cloud.callback({ from: '104', to: CUSTOMER });
    await company.pass(0);
    expect(company.story()).toEqual([`OUT_START 104 → ${CUSTOMER}`, 'OUT_END failed 0']);
  });

  test('the customer refuses', async () => {
    const company = telephoneCompany();
    const id = company.cloud.callback({ from: '101', to: CUSTOMER });
    await company.pass(2);
    company.cloud.answer(id, '101');
    await company.pass(2);
    company.cloud.decline(id);
    await company.pass(0);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`, 'OUT_END busy 0']);
    expect(company.cloud.call(id)).toMatchObject({ state: 'ended', ending: { disposition: 'busy' } });
  });

  test('ANSWER of the manager’s own leg, where the switch says so', async () => {
    const company = telephoneCompany({ behaviour: { callbackAnswersOnFirstLeg: true } });
    const id = company.cloud.callback({ from: '101', to: CUSTOMER });
    company.cloud.answer(id, '101');
    await company.pass(1);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`, 'ANSWER 101']);
  });

  test('predicted calls the customer first', async () => {
    const company = telephoneCompany();
    const id = company.cloud.callback({ from: '101', to: CUSTOMER, predicted: true });
    await company.pass(3);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`]);
    company.cloud.answer(id);
    await company.pass(1);
    expect(company.cloud.ringing(id)).toEqual(['101']);
    company.cloud.answer(id, '101');
    await company.pass(5);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual([`OUT_START 101 → ${CUSTOMER}`, 'ANSWER 101', 'OUT_END answered 6']);
  });

  test('from an own mobile: no internal where no sip was given', async () => {
    const company = telephoneCompany();
    const id = company.cloud.callback({ from: '442079460111', to: CUSTOMER });
    await company.pass(1);
    company.cloud.answer(id);
    await company.pass(1);
    expect(company.story()).toEqual([`OUT_START - → ${CUSTOMER}`]);
  });

  test('to a colleague: the second leg rings a phone of the company', async () => {
    const company = telephoneCompany();
    const id = company.cloud.callback({ from: '101', to: '102' });
    company.cloud.answer(id, '101');
    await company.pass(2);
    expect(company.cloud.ringing(id)).toEqual(['102']);
    company.cloud.answer(id, '102');
    await company.pass(5);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual(['OUT_START 101 → 102', 'ANSWER 101', 'OUT_END answered 5']);
  });

  test('from a scenario: whoever answers first is connected', async () => {
    const company = telephoneCompany();
    const id = company.cloud.callback({ from: '0-1', to: CUSTOMER, sip: '101' });
    await company.pass(1);
    expect(company.cloud.ringing(id)).toEqual(['101', '102', '103']);
    company.cloud.answer(id, '102');
    await company.pass(1);
    company.cloud.answer(id);
    expect(company.cloud.call(id).parties.map(({ party }) => party)).toEqual(['102', CUSTOMER]);
  });
});

describe('J: from extension to extension', () => {
  test('outbound style: a short destination', async () => {
    const company = telephoneCompany();
    const id = company.cloud.dialFrom('101', '102');
    await company.pass(2);
    expect(company.cloud.ringing(id)).toEqual(['102']);
    company.cloud.answer(id, '102');
    await company.pass(8);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual(['OUT_START 101 → 102', 'ANSWER 101', 'OUT_END answered 8']);
  });

  test('inbound style: a short caller_id', async () => {
    const company = telephoneCompany({ behaviour: { internalCalls: 'inbound' } });
    const id = company.cloud.dialFrom('101', '102');
    await company.pass(2);
    company.cloud.answer(id, '102');
    await company.pass(8);
    company.cloud.hangUp(id);
    await company.pass(0);
    expect(company.story()).toEqual(['START', 'INTERNAL 102', 'ANSWER 102', 'END answered 8']);
    expect(company.events('END')[0]).toMatchObject({ caller_id: '101' });
  });

  test('a colleague without a device fails at once', async () => {
    const company = telephoneCompany();
    company.cloud.dialFrom('101', '104');
    await company.pass(0);
    expect(company.story()).toEqual(['OUT_START 101 → 104', 'OUT_END failed 0']);
  });
});
