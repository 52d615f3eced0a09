import { afterEach, expect, test } from 'vitest';
import { answeredCall, startSimulator, virtualClock, type Simulator, type SimulatorOptions } from '../src/index.ts';
import { ask } from './support/signed-request.ts';

const opened: Simulator[] = [];
afterEach(async () => {
  for (const simulator of opened.splice(0)) await simulator.close();
});

const PAGE = 'https://crm.example.com';

async function open(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ seed: 'web phone', behaviour: { ringDelaySeconds: 0.01 }, ...options });
  opened.push(simulator);
  return simulator;
}

/** What a page of this host does with the phone of an extension: registers it, hears what it shows, presses its buttons. */
async function pageOf(simulator: Simulator, extension: string, origin = PAGE) {
  const login = `12345-${extension}`;
  const key = String((await ask(simulator, { path: '/v1/webrtc/get_key/', parameters: { sip: login } })).json.key);
  const query = new URLSearchParams({ key, login }).toString();
  const get = (path: string) => fetch(`${simulator.url}/web-phone/${path}?${query}`, { headers: { origin } });
  return {
    key,
    register: async () => {
      const response = await get('registration');
      const answer: unknown = await response.json();
      return { status: response.status, allowed: response.headers.get('access-control-allow-origin'), answer };
    },
    listen: async () => {
      const response = await get('live');
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      return { next: async () => (await reader?.read())?.value ?? '', hangOff: () => reader?.cancel() };
    },
    press: (command: object) =>
      fetch(`${simulator.url}/web-phone/commands`, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify({ key, login, ...command }),
      }),
  };
}

test('3.11 the two scripts lie where the provider’s lie, under their names', async () => {
  const { url } = await open();
  for (const [name, word] of [
    ['loader-phone-lib.js', 'zdrmPhoneLib'],
    ['loader-phone-fn.js', 'zadarmaWidgetFn'],
  ]) {
    const response = await fetch(`${url}/webphoneWebRTCWidget/v9/js/${name}?sub_v=1`);
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(await response.text()).toContain(word);
  }
});

test('3.11 a phone starts on permitted hosts only, and says which of the two was missing', async () => {
  const simulator = await open();
  const phone = await pageOf(simulator, '101');
  expect(await phone.register()).toEqual({ status: 403, allowed: PAGE, answer: { message: 'integrationDisabled' } });
  simulator.webPhones.permit('other.example.com');
  expect(await phone.register()).toMatchObject({ status: 403, answer: { message: 'Domain is not allowed' } });
  await ask(simulator, { verb: 'POST', path: '/v1/webrtc/domain/', parameters: { domain: 'crm.example.com' } });
  expect(await phone.register()).toEqual({ status: 200, allowed: PAGE, answer: { extension: '101', name: 'Anna Petrova' } });
  await ask(simulator, { verb: 'DELETE', path: '/v1/webrtc/domain/', parameters: { domain: 'crm.example.com' } });
  expect(await phone.register()).toMatchObject({ status: 403, answer: { message: 'Domain is not allowed' } });
});

test('3.11 a key opens its own extension, for 72 hours', async () => {
  const clock = virtualClock(new Date('2026-03-16T09:00:00Z'));
  const simulator = await open({ clock });
  simulator.webPhones.permit('crm.example.com');
  const phone = await pageOf(simulator, '101');
  const as = (login: string) => simulator.webPhones.open({ key: phone.key, login, domain: 'crm.example.com' });
  expect(as('12345-102')).toBe('Key is not valid');
  await clock.advance(72 * 3_600_000);
  expect(as('12345-101')).toMatchObject({ number: '101' });
  await clock.advance(1);
  expect(as('12345-101')).toBe('Key is not valid');
});

test('3.11 a call rings in the page, is answered and hung up there, and the exchange follows', async () => {
  const simulator = await open();
  simulator.webPhones.permit('crm.example.com');
  const { cloud } = simulator;
  const phone = await pageOf(simulator, '104'); // nobody is at the desk of 104
  expect(cloud.account.extensions.get('104')?.online).toBe(false);
  const line = await phone.listen();
  await expect.poll(() => cloud.account.extensions.get('104')?.online).toBe(true);

  const callId = cloud.callback({ from: '104', to: '442079460101', sip: '104' });
  await expect.poll(() => line.next()).toContain('"state":"ringing"');
  expect((await phone.press({ do: 'answer', callId })).status).toBe(204);
  cloud.answer(callId);
  await expect.poll(() => line.next()).toContain('"state":"talking"');
  expect((await phone.press({ do: 'hang-up', callId })).status).toBe(204);
  expect(cloud.call(callId)).toMatchObject({ state: 'ended', ending: { disposition: 'answered' } });
  await expect.poll(() => line.next()).toContain('"calls":[]');

  await line.hangOff();
  await expect.poll(() => cloud.account.extensions.get('104')?.online).toBe(false);
});

test('3.11 a phone dials out as its extension, and touches no call of another', async () => {
  const simulator = await open();
  simulator.webPhones.permit('crm.example.com');
  const { cloud } = simulator;
  const phone = await pageOf(simulator, '101');
  expect((await phone.press({ do: 'dial', to: '+44 20 7946 0101' })).status).toBe(204);
  expect(cloud.calls()[0]).toMatchObject({ kind: 'dialled', from: '101', to: '442079460101' });

  const foreign = cloud.dialFrom('103', '442079460102');
  const refused = await phone.press({ do: 'hang-up', callId: foreign });
  expect([refused.status, await refused.json()]).toEqual([409, { message: 'This call is not on this phone' }]);
  const stranger = await pageOf(simulator, '101', 'https://evil.example');
  expect((await stranger.press({ do: 'dial', to: '442079460103' })).status).toBe(409);
  expect(cloud.inFlight()).toHaveLength(2);
});

test('3.11 a story leaves the phone in a page to whoever sits there, and goes on when they have answered', async () => {
  const clock = virtualClock(new Date('2026-03-16T09:00:00Z'));
  const { cloud } = await open({ clock });
  const phone = cloud.account.extensions.get('101');
  if (phone) phone.webPhones = 1;
  for (const other of ['102', '103']) cloud.setOnline(other, false);
  const callId = answeredCall(cloud, { from: '442079460101', did: '442079460123', ringSeconds: 5, talkSeconds: 20 });
  await clock.advance(20_000);
  expect(cloud.ringing(callId)).toEqual(['101']);
  cloud.answer(callId, '101');
  await clock.advance(10_000);
  expect(cloud.call(callId).state).toBe('talking');
  await clock.advance(15_000);
  expect(cloud.call(callId)).toMatchObject({ state: 'ended', ending: { disposition: 'answered' } });
});
