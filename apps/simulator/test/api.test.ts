import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startSimulator, virtualClock, type SimulatorOptions } from '../src/index.ts';
import { ask } from './support/signed-request.ts';
import { MONDAY_MORNING } from './support/telephone-company.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(options: SimulatorOptions = {}) {
  const clock = virtualClock(MONDAY_MORNING);
  const simulator = await startSimulator({ seed: 'api', clock, ...options });
  opened.push(simulator);
  const get = (path: string, parameters: Record<string, string> = {}) => ask(simulator, { path, parameters });
  const send = (verb: string, path: string, parameters: Record<string, string> = {}) =>
    ask(simulator, { verb, path, parameters });
  return { simulator, cloud: simulator.cloud, clock, get, send };
}

async function talk({ cloud, clock }: Awaited<ReturnType<typeof open>>, seconds = 20): Promise<string> {
  const id = cloud.dialIn({ from: '442079460101', did: '442079460123' });
  await clock.advance(3000);
  cloud.answer(id, '101');
  await clock.advance(seconds * 1000);
  cloud.hangUp(id);
  return id;
}

describe('account', () => {
  test('keys are 20 lowercase hexadecimal characters, the same for the same seed', async () => {
    const [one, other] = [await open(), await open()];
    expect(one.simulator.key).toMatch(/^[0-9a-f]{20}$/);
    expect(one.simulator.secret).toMatch(/^[0-9a-f]{20}$/);
    expect(one.simulator.key).toBe(other.simulator.key);
    expect(one.simulator.key).not.toBe(one.simulator.secret);
  });

  test('balance, with and without the trailing slash', async () => {
    const { get } = await open();
    expect((await get('/v1/info/balance/')).text).toBe('{"status":"success","balance":18.1636,"currency":"USD"}');
    expect((await get('/v1/info/balance')).status).toBe(200);
  });

  test('timezone is an offset that follows the account’s zone', async () => {
    const { get } = await open({ account: { timezone: 'Asia/Kolkata' } });
    expect((await get('/v1/info/timezone/')).json).toEqual({
      status: 'success',
      unixtime: 1_773_651_600,
      datetime: '2026-03-16 14:30:00',
      timezone: 'UTC+5:30',
    });
  });

  test('whether a number takes texts is told, and switched where it can', async () => {
    const numbers = [
      { number: '442079460123', description: 'London' },
      { number: '78005553535', description: 'Toll-free', takesTexts: false },
    ];
    const { get, send } = await open({ account: { numbers } });
    const told = async () =>
      (await get('/v1/direct_numbers/')).json.info.map(({ receive_sms }: { receive_sms: string | null }) => receive_sms);
    const put = (number: string, value: string) => send('PUT', '/v1/direct_numbers/receive_sms/', { number, value });
    expect(await told()).toEqual(['on', null]);
    expect((await put('442079460123', 'off')).json).toEqual({ status: 'success', number: '442079460123', receive_sms: 'off' });
    expect(await told()).toEqual(['off', null]);
    expect((await put('78005553535', 'on')).status).toBe(400);
    expect(await told()).toEqual(['off', null]);
  });

  test('numbers, price, extensions', async () => {
    const { get } = await open();
    expect((await get('/v1/direct_numbers/')).json.info).toMatchObject([
      { number: '442079460123', status: 'on', channels: 2, autorenew: 'true' },
      {},
    ]);
    expect((await get('/v1/direct_numbers/number/', { number: '12025550143' })).json.info.description).toBe('Washington');
    expect((await get('/v1/info/price/', { number: '442079460123' })).json.info).toMatchObject({
      prefix: '4420',
      price: '0.009',
    });
    expect((await get('/v1/pbx/internal/')).json).toEqual({ status: 'success', pbx_id: 12345, numbers: [101, 102, 103, 104] });
    expect((await get('/v1/pbx/internal/104/status/')).json).toEqual({
      status: 'success',
      pbx_id: 12345,
      number: 104,
      is_online: 'false',
    });
    expect((await get('/v1/pbx/internal/101/info/')).json).toMatchObject({
      name: 'Anna Petrova',
      lines: '3',
      record_store: 'Without recognition',
    });
  });

  test('recording and forwarding of an extension can be set', async () => {
    const { get, send, cloud } = await open();
    const set = await send('PUT', '/v1/pbx/internal/recording/', { id: '101', status: 'off' });
    expect(set.json).toMatchObject({ internal_number: 101, recording: 'off' });
    expect(cloud.account.extensions.get('101')?.recording).toBe(false);
    await send('POST', '/v1/pbx/redirection/', {
      pbx_number: '101',
      status: 'on',
      type: 'phone',
      destination: '442079460177',
      condition: 'always',
    });
    expect((await get('/v1/pbx/redirection/', { pbx_number: '101' })).json).toMatchObject({
      current_status: 'on',
      destination: '442079460177',
    });
  });

  test('what goes beyond ASCII is escaped, slashes too', async () => {
    const { get } = await open({ account: { extensions: [{ number: '101', name: 'Анна a/b', online: true }] } });
    const { text, json } = await get('/v1/pbx/internal/101/info/');
    expect(text).toContain('"name":"\\u0410\\u043d\\u043d\\u0430 a\\/b"');
    expect(json.name).toBe('Анна a/b');
  });

  test('format=xml answers in XML, errors and lists too', async () => {
    const { get } = await open();
    const balance = await get('/v1/info/balance/', { format: 'xml' });
    expect(balance.text).toContain('<?xml version="1.0"?>\n<answer><status>success</status><balance>18.1636</balance>');
    expect((await get('/v1/pbx/internal/', { format: 'xml' })).text).toContain('<numbers><value>101</value>');
    expect((await get('/v1/nothing/', { format: 'xml' })).text).toContain(
      '<status>error</status><message>Wrong method name</message>',
    );
  });
});

describe('refusals', () => {
  test('an unknown method and a wrong verb', async () => {
    const { get, send } = await open();
    expect(await get('/v1/info/nothing/')).toMatchObject({
      status: 404,
      text: '{"status":"error","message":"Wrong method name"}',
    });
    expect(await send('POST', '/v1/info/balance/')).toMatchObject({ status: 404 });
    const other = await open({ behaviour: { wrongVerbStatus: 400 } });
    expect(await other.send('POST', '/v1/info/balance/')).toMatchObject({ status: 400 });
  });

  test('every answer carries the four headers', async () => {
    const { get } = await open();
    for (const answer of [await get('/v1/info/balance/'), await get('/v1/nope/')]) {
      expect(answer.headers.get('x-zadarma-method')).toMatch(/^\/v1\//);
      expect(answer.headers.get('x-ratelimit-limit')).toBe('100');
      expect(Number(answer.headers.get('x-ratelimit-remaining'))).toBeLessThan(100);
      expect(answer.headers.get('x-ratelimit-reset')).toBe('1773651660');
    }
  });

  test('the 101st request of a minute is one too many; the next minute begins anew', async () => {
    const { get, clock } = await open();
    for (let i = 0; i < 100; i += 1) expect((await get('/v1/info/balance/')).status).toBe(200);
    const refused = await get('/v1/info/balance/');
    expect(refused).toMatchObject({ status: 429, text: '{"status":"error","message":"You exceeded the rate limit"}' });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    await clock.advance(60_000);
    expect((await get('/v1/info/balance/')).status).toBe(200);
  });

  test('the statistics allow three a minute, and being refused can look like HTTP 200', async () => {
    const { get } = await open({ behaviour: { rateLimitShape: '200' } });
    for (const path of ['/v1/statistics/pbx/', '/v1/statistics/', '/v1/statistics/pbx'])
      expect((await get(path)).json.status).toBe('success');
    const refused = await get('/v1/statistics/pbx/');
    expect(refused.status).toBe(200);
    expect(refused.json).toEqual({ status: 'error', message: 'You exceeded the rate limit by User Limits' });
    expect((await get('/v1/info/balance/')).json.status).toBe('success');
  });

  test('extra parameters are ignored', async () => {
    const { get } = await open();
    expect((await get('/v1/info/balance/', { whatever: 'x y*z' })).status).toBe(200);
  });
});

describe('click-to-call', () => {
  test('is accepted with integers and without an id, and rings the extension', async () => {
    const { get, cloud } = await open();
    const answer = await get('/v1/request/callback/', { from: '101', to: '+442079460199', sip: '101' });
    expect(answer.json).toEqual({ status: 'success', from: 101, to: 442079460199, time: 1_773_651_600 });
    expect(cloud.ringing(cloud.calls()[0]?.id ?? '')).toEqual(['101']);
  });

  test('a full login in `from` is accepted, and nothing rings', async () => {
    const { get, cloud } = await open();
    expect((await get('/v1/request/callback/', { from: '12345-101', to: '442079460199' })).json.status).toBe('success');
    expect(cloud.calls()).toEqual([]);
  });

  test.each([
    ['a full login in sip', { from: '101', to: '442079460199', sip: '12345-101' }, 'Field "sip" could be only SIP or PBX number'],
    ['an unknown extension', { from: '777', to: '442079460199' }, 'Check your phone number'],
    ['nobody to call', { from: '101' }, "Check phone's number"],
    ['the own CallerID', { from: '101', to: '442079460123' }, 'to cannot be equal to Callerid'],
  ])('%s is refused', async (_what, parameters: Record<string, string>, message) => {
    const { get } = await open();
    expect(await get('/v1/request/callback/', parameters)).toMatchObject({ status: 400, json: { status: 'error', message } });
  });
});

describe('notification addresses', () => {
  test('are saved when zd_echo comes back', async () => {
    const { get, send } = await open();
    const url = await crm((echo) => echo);
    const answer = await send('POST', '/v1/pbx/callinfo/url/', { url });
    expect(answer.json).toEqual({ status: 'success', url });
    expect(answer.text).toContain('http:\\/\\/127.0.0.1');
    expect((await get('/v1/pbx/callinfo/')).json).toMatchObject({
      url,
      notifications: { notify_start: 'true', notify_out_end: 'true' },
    });
    expect((await send('DELETE', '/v1/pbx/callinfo/url/')).json).toEqual({ status: 'success', url: '' });
  });

  test.each([
    ['another body', (echo: string) => `${echo}\n`],
    ['nothing', () => ''],
  ])('are refused when the CRM returns %s', async (_what, answer) => {
    const { get, send } = await open();
    expect((await send('POST', '/v1/pbx/callinfo/url/', { url: await crm(answer) })).status).toBe(400);
    expect((await get('/v1/pbx/callinfo/')).json.url).toBe('');
  });

  test('are refused when nobody is there', async () => {
    const { send, cloud } = await open();
    expect((await send('POST', '/v1/pbx/callinfo/url/', { url: 'http://127.0.0.1:9/' })).status).toBe(400);
    expect(cloud.complaints()[0]?.text).toContain('zd_echo');
  });

  test('switches are words', async () => {
    const { send } = await open();
    const answer = await send('POST', '/v1/pbx/callinfo/notifications/', { notify_internal: 'false', notify_end: '0' });
    expect(answer.json.notifications).toMatchObject({ notify_internal: 'false', notify_end: 'true' });
  });

  test('account events have an address of their own', async () => {
    const { get, send } = await open();
    const url = await crm((echo) => echo);
    await send('POST', '/v1/pbx/webhooks/url/', { url });
    await send('POST', '/v1/pbx/webhooks/hooks/', { sms: 'false' });
    expect((await get('/v1/pbx/webhooks/')).json).toMatchObject({ url, hooks: { sms: 'false', number_lookup: 'true' } });
    expect((await get('/v1/pbx/callinfo/')).json.url).toBe('');
  });
});

describe('recordings', () => {
  test('are not there at first, then are a real MP3 of the talk’s length behind a link that expires', async () => {
    const opening = await open();
    const id = await talk(opening, 21);
    const { get, clock, cloud } = opening;
    const callId = cloud.statistics().find(({ recorded }) => recorded)?.callId ?? '';
    expect(await get('/v1/pbx/record/request/', { call_id: callId })).toMatchObject({
      status: 400,
      json: { message: 'File not found' },
    });
    await clock.advance(60_000);
    const { json } = await get('/v1/pbx/record/request/', { call_id: callId, lifetime: '180' });
    expect(json.lifetime_till).toBe('2026-03-16 09:04:24');
    expect(json.link).toMatch(new RegExp(`/v1/pbx/record/download/[0-9a-f]+/1-${callId}-101-2026-03-16-090003.mp3$`));
    const response = await fetch(json.link);
    const audio = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(audio.subarray(0, 2).toString('hex')).toMatch(/^fff[23]$/);
    expect(audio.length / 4000).toBeCloseTo(21, 0);
    expect((await get('/v1/pbx/record/request/', { pbx_call_id: id })).json.links).toHaveLength(1);
    await clock.advance(181_000);
    expect((await fetch(json.link)).status).toBe(404);
  });

  test('can be asked for by the number that JSON made of the id', async () => {
    const opening = await open();
    await talk(opening);
    await opening.clock.advance(60_000);
    const { json } = await opening.get('/v1/statistics/pbx/', { version: '2' });
    const row = json.stats.find((one: { is_recorded: boolean }) => one.is_recorded);
    expect(typeof row.call_id).toBe('number');
    expect((await opening.get('/v1/pbx/record/request/', { call_id: String(row.call_id) })).status).toBe(200);
  });

  test('can be deleted', async () => {
    const opening = await open();
    const id = await talk(opening);
    await opening.clock.advance(60_000);
    const { json } = await opening.send('DELETE', '/v1/pbx/record/request/', { pbx_call_id: id });
    expect(json.deleted_files).toHaveLength(1);
    expect((await opening.get('/v1/pbx/record/request/', { pbx_call_id: id })).json.message).toBe('File not found');
  });

  test('a lifetime out of bounds is refused', async () => {
    const { get } = await open();
    expect((await get('/v1/pbx/record/request/', { call_id: '1.1', lifetime: '60' })).status).toBe(400);
  });
});

describe('statistics/pbx', () => {
  test('has one row for each leg, with the loose types of the sample', async () => {
    const opening = await open();
    const id = await talk(opening);
    await opening.clock.advance(1000);
    const { json } = await opening.get('/v1/statistics/pbx/', {
      start: '2026-03-16 00:00:00',
      end: '2026-03-16 23:59:59',
      version: '2',
    });
    expect(json).toMatchObject({ status: 'success', start: '2026-03-16 00:00:00', end: '2026-03-16 23:59:59', version: 2 });
    expect(json.stats).toMatchObject([
      {
        sip: 101,
        callstart: '2026-03-16 09:00:00',
        clid: 442079460101,
        destination: 442079460123,
        disposition: 'answered',
        seconds: 20,
        is_recorded: true,
        pbx_call_id: id,
      },
      { sip: 102, disposition: 'no answer', seconds: 0, is_recorded: false, pbx_call_id: id },
    ]);
  });

  test('pages, and filters by direction', async () => {
    const opening = await open();
    await talk(opening);
    opening.cloud.hangUp(opening.cloud.dialFrom('101', '442079460199'));
    await opening.clock.advance(1000);
    const stats = async (parameters: Record<string, string>): Promise<number> => {
      const { json } = await opening.get('/v1/statistics/pbx/', parameters);
      return json.stats.length;
    };
    expect(await stats({ call_type: 'out' })).toBe(1);
    expect(await stats({ call_type: 'in' })).toBe(2);
    expect(await stats({ skip: '1', limit: '1' })).toBe(1);
  });

  test('a window over a month is cut to 30 days without a word', async () => {
    const { get } = await open();
    const { json } = await get('/v1/statistics/pbx/', { start: '2026-01-01 00:00:00', end: '2026-03-01 00:00:00' });
    expect(json).toMatchObject({ start: '2026-01-01 00:00:00', end: '2026-01-31 00:00:00' });
  });

  test('without a window: from the first of this month until now, on the account’s clock', async () => {
    const { get } = await open({ account: { timezone: 'Europe/Kyiv' } });
    expect((await get('/v1/statistics/pbx/')).json).toMatchObject({ start: '2026-03-01 00:00:00', end: '2026-03-16 11:00:00' });
  });
});

describe('small ones', () => {
  test('a browser phone’s key needs the full login, and its domains are kept', async () => {
    const { get, send } = await open();
    expect((await get('/v1/webrtc/get_key/', { sip: '12345-101' })).json.key).toMatch(/^[0-9a-f]{40}$/);
    expect((await get('/v1/webrtc/get_key/', { sip: '101' })).status).toBe(400);
    await send('POST', '/v1/webrtc/domain/', { domain: 'crm.example.com' });
    expect((await get('/v1/webrtc/')).json.domains).toEqual(['crm.example.com']);
  });

  test('texts are taken, bad numbers denied', async () => {
    const { send } = await open();
    const { json } = await send('POST', '/v1/sms/send/', { number: '442079460101,5', message: 'Hi * ~ there' });
    expect(json).toMatchObject({ status: 'success', messages: 1, denied_numbers: [{ number: '5' }] });
    const long = await send('POST', '/v1/sms/send/', { number: '442079460101', message: 'я'.repeat(71), sender: '4420' });
    expect(long.json).toMatchObject({ messages: 2, sms_detalization: [{ senderid: '4420', number: '442079460101' }] });
  });

  test('templates and senders have no status', async () => {
    const { get } = await open();
    const { json } = await get('/v1/sms/templates/', { language: 'ru', limit: '1' });
    expect(json).toMatchObject({ list: [{ cath_id: '1', templates: [{ id: '1' }] }] });
    expect(json.status).toBeUndefined();
    expect((await get('/v1/sms/senderid/', { phones: '79161234567' })).json.senders[0]).toBe('Teamsale');
  });

  test('a transcript needs a recording', async () => {
    const { get, send } = await open();
    expect((await get('/v1/speech_recognition/', { call_id: '1.2' })).status).toBe(400);
    expect((await send('PUT', '/v1/speech_recognition/', { call_id: '1.2' })).status).toBe(400);
  });

  test('5.11 a recording is turned into text where its extension allows it, once, with seconds and speakers', async () => {
    const place = await open({ behaviour: { recordBeforeEnd: true } });
    const { cloud, clock, get, send } = place;
    const pbxCallId = await talk(place);
    const [recording] = cloud.recordings.ofCall(pbxCallId, clock.now());
    const call_id = recording?.callId ?? '';
    const read = async (more = {}) => (await get('/v1/speech_recognition/', { call_id, ...more })).json;
    const begin = () => send('PUT', '/v1/speech_recognition/', { call_id });
    expect(await read()).toMatchObject({ recognitionStatus: 'not available for recognize' });
    expect((await begin()).status).toBe(400);
    const set = { id: '101', status: 'on_store', speech_recognition: 'optional' };
    expect((await send('PUT', '/v1/pbx/internal/recording/', set)).json).toMatchObject({ speech_recognition: 'optional' });
    expect((await get('/v1/pbx/internal/101/info/')).json.record_store).toBe('For manual recognition');
    expect(await read()).toMatchObject({ recognitionStatus: 'ready for recognize' });
    expect([(await begin()).status, (await begin()).status, cloud.speech.begun]).toEqual([200, 200, 1]);
    expect(await read()).toMatchObject({ recognitionStatus: 'in progress' });
    await clock.advance(3000);
    const { words, lang } = await read({ return: 'words' });
    expect([lang, words.map(({ channel }: { channel: number }) => channel)]).toEqual(['en-EN', [1, 2]]);
    expect(words[1].result[0]).toMatchObject({ s: 0.4, e: 0.74 });
    expect((await read()).phrases[1].result).toMatch(/^(good|hello)/);
  });
});

async function crm(answer: (echo: string) => string) {
  const server = createServer((request, response) =>
    response.end(answer(new URL(request.url ?? '', 'http://x').searchParams.get('zd_echo') ?? '')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  // listening on TCP, so that the address is an object
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?tenant=a`;
}
