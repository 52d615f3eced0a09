import { afterEach, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../src/index.ts';

const opened: Simulator[] = [];
afterEach(async () => {
  for (const simulator of opened.splice(0)) await simulator.close();
});

async function open(): Promise<Simulator> {
  const simulator = await startSimulator({ seed: 'page' });
  opened.push(simulator);
  return simulator;
}

const press = (simulator: Simulator, command: object) =>
  fetch(`${simulator.url}/exchange/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(command),
  });

describe('the page', () => {
  test('is served at / with its parts, and allows no foreign or inline script', async () => {
    const { url } = await open();
    const page = await fetch(`${url}/`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style="/);
    for (const [, part] of html.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await fetch(`${url}/${part}`)).status).toBe(200);
  });

  test('places a call, answers it, hands it over and hangs up', async () => {
    const simulator = await open();
    const { cloud } = simulator;
    expect((await press(simulator, { do: 'dial-in', from: '+44 20 7946 0101', to: '442079460123' })).status).toBe(204);
    const [call] = cloud.calls();
    await expect.poll(() => cloud.ringing(call?.id ?? '')).toEqual(['101', '102']);
    await press(simulator, { do: 'answer', callId: call?.id, extension: '101' });
    await press(simulator, { do: 'transfer', callId: call?.id, to: '103' });
    await press(simulator, { do: 'answer', callId: call?.id, extension: '103' });
    expect(
      cloud
        .calls()[0]
        ?.parties.filter(({ state }) => state === 'talking')
        .map(({ party }) => party),
    ).toEqual(['442079460101', '103']);
    await press(simulator, { do: 'hang-up', callId: call?.id });
    expect(cloud.calls()[0]).toMatchObject({ state: 'ended', ending: { disposition: 'answered' } });
  });

  test('says why something is impossible', async () => {
    const simulator = await open();
    const answer = await press(simulator, { do: 'dial-in', from: '1', to: '999' });
    expect([answer.status, await answer.json()]).toEqual([409, { message: '999 is not a number of this account' }]);
    expect((await press(simulator, { do: 'explode' })).status).toBe(409);
  });

  test('switches troubles on and off', async () => {
    const simulator = await open();
    await press(simulator, { do: 'set-faults', lose: 0.5, repeat: 7 });
    expect(simulator.cloud.faults).toMatchObject({ lose: 0.5, repeat: 0 });
  });

  test('hears of every change, beginning with how things stand', async () => {
    const simulator = await open();
    const response = await fetch(`${simulator.url}/exchange/live`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('"outside":[]');
    simulator.cloud.dialIn({ from: '442079460101', did: '442079460123' });
    expect((await reader?.read())?.value).toContain('"number":"442079460101"');
    await reader?.cancel();
  });

  test('is not confused with the API: no signature opens no method', async () => {
    const { url } = await open();
    expect((await fetch(`${url}/v1/info/balance/`)).status).toBe(401);
  });
});

test('real time: a notification reaches the CRM over HTTP, signed, and its reply is obeyed', async () => {
  const { createServer } = await import('node:http');
  const bodies: string[] = [];
  const crm = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(`${request.headers['user-agent']} ${request.headers['signature']?.length} ${body}`);
      response.end('{"redirect":"103","return_timeout":10}');
    });
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const simulator = await open();
  const address = crm.address();
  simulator.cloud.settings.callUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
  const id = simulator.cloud.dialIn({ from: '442079460101', did: '442079460123' });
  await expect.poll(() => simulator.cloud.ringing(id)).toEqual(['103']);
  expect(bodies[0]).toMatch(/^Zadarma API v1 56 event=NOTIFY_START&/);
  crm.closeAllConnections();
  crm.close();
});
