import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient, type ClientOptions } from './client.ts';
import { signRequest } from './sign-request.ts';
import { ZadarmaError } from './zadarma-error.ts';

const key = '1f0e2d3c4b5a69788796';
const secret = 'a1b2c3d4e5f60718293a';

type Seen = { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: string };
type Given = { status?: number; body: unknown; headers?: Record<string, string> };

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

/** A cloud that gives these answers one after the other, the last one for ever, and remembers what it was asked. */
async function cloud(answers: readonly Given[], options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = [];
  const baseUrl = await listen((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      const answer = answers[Math.min(seen.length, answers.length) - 1] ?? { body: {} };
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify({ status: 'success', ...Object(answer.body) }));
    });
  });
  return { seen, client: createClient({ baseUrl, key, secret, retryDelaysMs: [1, 1], ...options }) };
}

const failure = (message: string) => ({ status: 'error', message });

const refusal = async (promise: Promise<unknown>): Promise<ZadarmaError> => {
  const error: unknown = await promise.then(
    () => 'nothing was thrown',
    (thrown: unknown) => thrown,
  );
  if (error instanceof ZadarmaError) return error;
  throw new Error(`expected a ZadarmaError, got ${String(error)}`);
};

describe('what is sent', () => {
  test('a GET carries the signed text in its URL, byte for byte', async () => {
    const { client, seen } = await cloud([{ body: { from: 100, to: 1, time: 1435573082 } }]);
    await client.callback({ from: '100', to: '+1 2~3', sip: '100', predicted: true });
    const query = 'from=100&predicted=1&sip=100&to=%2B1+2%7E3';
    expect(seen[0]).toMatchObject({ method: 'GET', url: `/v1/request/callback/?${query}`, body: '' });
    const params = { from: '100', predicted: '1', sip: '100', to: '+1 2~3' };
    expect(seen[0]?.headers.authorization).toBe(
      signRequest({ path: '/v1/request/callback/', params, key, secret }).authorization,
    );
  });

  test('everything else carries it in its body', async () => {
    const { client, seen } = await cloud([
      { body: { url: 'https://crm.example.com/zadarma', notifications: { notify_start: 'true', notify_end: '1' } } },
    ]);
    await client.setCallInfoUrl('https://crm.example.com/zadarma');
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1/pbx/callinfo/url/',
      body: 'url=https%3A%2F%2Fcrm.example.com%2Fzadarma',
    });
    expect(seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    await client.deleteCallInfoUrl();
    expect(seen[1]).toMatchObject({ method: 'DELETE', url: '/v1/pbx/callinfo/url/', body: '' });
    expect(await client.setCallNotifications({ notify_start: true, notify_end: false })).toMatchObject({
      notify_start: true,
      notify_end: true,
      notify_answer: false,
    });
    expect(seen[2]?.body).toBe('notify_end=false&notify_start=true');
  });

  test('a slash too many after the host does no harm', async () => {
    const seen: string[] = [];
    const baseUrl = await listen((request, response) => {
      seen.push(request.url ?? '');
      response.end('{"status":"success","balance":1,"currency":"USD"}');
    });
    await createClient({ baseUrl: `${baseUrl}//`, key, secret }).balance();
    expect(seen).toEqual(['/v1/info/balance/']);
  });

  test('an extension can’t lead to another method', async () => {
    const { client, seen } = await cloud([{ body: {} }]);
    expect((await refusal(client.extensionStatus('../100'))).meaning).toBe('bad-request');
    expect(seen).toHaveLength(0);
  });
});

describe('the loose types of the answers are tight inside', () => {
  test.each<[body: string, expected: object]>([
    ['{"status":"success","balance":10.50,"currency":"USD"}', { balance: '10.50', currency: 'USD' }],
    ['{"status":"success","balance":"18.1636","currency":"EUR"}', { balance: '18.1636', currency: 'EUR' }],
    ['{"status":"success","balance":0,"currency":"RUB"}', { balance: '0', currency: 'RUB' }],
  ])('balance %s', async (body, expected) => {
    const { client } = await cloud([{ body }]);
    expect(await client.balance()).toEqual(expected);
  });

  test('timezone', async () => {
    const { client } = await cloud([{ body: { unixtime: '1483228800', datetime: '2017-01-01 00:00:00', timezone: 'UTC+0' } }]);
    expect(await client.timezone()).toEqual({ unixtime: 1_483_228_800, datetime: '2017-01-01 00:00:00', timezone: 'UTC+0' });
  });

  test('numbers', async () => {
    const row = {
      number: 442030000000,
      status: 'on',
      country: 'United Kingdom',
      description: 'London',
      number_name: null,
      sip: '00001',
    };
    const { client } = await cloud([
      {
        body: {
          info: [
            { ...row, stop_date: '2016-02-11 18:14:40', channels: '2', autorenew: 'true', is_on_test: 'false', type: 'common' },
          ],
        },
      },
    ]);
    expect(await client.directNumbers()).toMatchObject([
      {
        number: '442030000000',
        name: null,
        sip: '00001',
        stopDate: '2016-02-11 18:14:40',
        startDate: null,
        channels: 2,
        autorenew: true,
        isOnTest: false,
        type: 'common',
      },
    ]);
  });

  test('extensions', async () => {
    const { client } = await cloud([
      { body: { pbx_id: 1234, numbers: [100, '101'] } },
      { body: { pbx_id: 1234, number: 100, is_online: 'false' } },
      { body: { pbx_id: 1234, number: 100, is_online: true } },
      { body: { number: 100, name: 'Anna', caller_id: 'false', lines: '3', record_email: false, supervisor_status: 1 } },
      { body: { pbx_id: 1234 } },
    ]);
    expect(await client.extensions()).toEqual({ pbxId: '1234', numbers: ['100', '101'] });
    expect(await client.extensionStatus('100')).toEqual({ online: false });
    expect(await client.extensionStatus('100')).toEqual({ online: true });
    expect(await client.extensionInfo('100')).toMatchObject({
      name: 'Anna',
      callerId: null,
      lines: 3,
      recordEmail: null,
      supervisor: true,
    });
    expect((await refusal(client.extensionStatus('100'))).meaning).toBe('provider-fault'); // silence is not "offline"
  });

  test('notifications that were never set', async () => {
    const { client } = await cloud([{ body: { url: '', notifications: [] } }, { body: { url: false, hooks: { sms: 'true' } } }]);
    expect(await client.callInfo()).toMatchObject({ url: null, notifications: { notify_start: false } });
    expect(await client.accountWebhooks()).toEqual({
      url: null,
      hooks: { number_lookup: false, call_tracking: false, sms: true, speech_recognition: false },
    });
  });

  test('recordings come as link, links, or both', async () => {
    const { client, seen } = await cloud([
      { body: { link: 'https://a/1.mp3', lifetime_till: '2016-01-01 23:56:22' } },
      { body: { links: ['https://a/1.mp3', 'https://a/2.mp3'], link: 'https://a/1.mp3', lifetime_till: '2016-01-01 23:56:22' } },
      { body: { link: 'https://a/1.mp3' } },
    ]);
    expect(await client.requestRecording({ callId: '1.20', lifetimeSeconds: 180 })).toEqual({
      links: ['https://a/1.mp3'],
      lifetimeTill: '2016-01-01 23:56:22',
    });
    expect(seen[0]?.url).toBe('/v1/pbx/record/request/?call_id=1.20&lifetime=180');
    expect((await client.requestRecording({ pbxCallId: 'in_1' })).links).toEqual(['https://a/1.mp3', 'https://a/2.mp3']);
    expect(await client.requestRecording({ callId: '1.20' })).toEqual({ links: ['https://a/1.mp3'], lifetimeTill: null });
  });

  test('5.8 a row of statistics that lacks its time or its seconds costs the others nothing', async () => {
    const row = {
      call_id: '1.2',
      sip: 200,
      callstart: '2015-06-01 15:04:00',
      disposition: 'answered',
      seconds: 5,
      pbx_call_id: 'in_1',
    };
    const stats = [{ ...row, callstart: null }, { ...row, seconds: '' }, row];
    const { client } = await cloud([{ body: { stats } }]);
    const { rows } = await client.pbxStatistics({ start: 's', end: 'e' });
    expect(rows.map(({ callStart, durationSeconds }) => [callStart, durationSeconds])).toEqual([
      ['', 5],
      ['2015-06-01 15:04:00', null],
      ['2015-06-01 15:04:00', 5],
    ]);
  });

  test('5.8 a row of statistics keeps its id to the last zero', async () => {
    const row =
      '{"call_id":1439981389.2702770,"sip":200,"callstart":"2015-06-01 15:04:00","clid":200,"destination":5,"disposition":"answered","seconds":"5","is_recorded":"true","pbx_call_id":"in_1"}';
    const { client, seen } = await cloud([
      { body: `{"status":"success","start":"2015-06-01 00:00:00","end":"2015-06-30 00:00:00","version":2,"stats":[${row}]}` },
    ]);
    expect(await client.pbxStatistics({ start: '2015-06-01 00:00:00', end: '2015-07-30 00:00:00', callType: 'in' })).toEqual({
      start: '2015-06-01 00:00:00',
      end: '2015-06-30 00:00:00',
      rows: [
        {
          callId: '1439981389.2702770',
          pbxCallId: 'in_1',
          extension: '200',
          callStart: '2015-06-01 15:04:00',
          clid: '200',
          destination: '5',
          disposition: 'answered',
          durationSeconds: 5,
          isRecorded: true,
        },
      ],
    });
    expect(seen[0]?.url).toContain(
      'call_type=in&end=2015-07-30+00%3A00%3A00&limit=1000&skip=0&start=2015-06-01+00%3A00%3A00&version=2',
    );
  });
});

describe('a failure says what it means', () => {
  test.each<[given: string, answer: Given, expected: object]>([
    [
      'wrong keys',
      { status: 401, body: failure('Not authorized') },
      { meaning: 'refused-keys', status: 401, providerMessage: 'Not authorized' },
    ],
    ['wrong keys, with a good status', { body: failure('Not authorized') }, { meaning: 'refused-keys', status: 200 }],
    [
      'a bad number',
      { status: 400, body: failure("Check phone's number") },
      { meaning: 'bad-request', status: 400, outcomeUnknown: false },
    ],
    [
      'a business error with a good status',
      { body: failure('to cannot be equal to Callerid') },
      { meaning: 'bad-request', providerMessage: 'to cannot be equal to Callerid' },
    ],
    ['an unknown method', { status: 404, body: failure('Wrong method name') }, { meaning: 'not-found', status: 404 }],
    ['a recording not stored yet', { body: failure('File not found') }, { meaning: 'not-found', status: 200 }],
    ['a fault', { status: 500, body: 'oops' }, { meaning: 'provider-fault', status: 500, outcomeUnknown: true }],
    ['a page instead of JSON', { body: '<html>' }, { meaning: 'not-json', status: 200, outcomeUnknown: true }],
    ['a list instead of an object', { body: '[]' }, { meaning: 'not-json' }],
    ['an answer without what was promised', { body: { currency: 'USD' } }, { meaning: 'provider-fault' }],
    [
      'too many, with seconds',
      { status: 429, body: failure('You exceeded the rate limit'), headers: { 'Retry-After': '7' } },
      { meaning: 'rate-limit', retryAfterSeconds: 7 },
    ],
    [
      'too many, with a date',
      { status: 429, body: '', headers: { 'Retry-After': 'Mon, 15 Jun 2015 07:56:00 GMT' } },
      { meaning: 'rate-limit', retryAfterSeconds: 60 },
    ],
    [
      'too many, with a reset',
      { status: 429, body: failure('slow'), headers: { 'X-RateLimit-Reset': '1434354911' } },
      { meaning: 'rate-limit', retryAfterSeconds: 11 },
    ],
    [
      'too many, with a good status',
      { body: failure('You exceeded the rate limit by User Limits'), headers: { 'X-RateLimit-Reset': '1434354801' } },
      { meaning: 'rate-limit', status: 200, retryAfterSeconds: 0 },
    ],
  ])('%s', async (_given, answer, expected) => {
    const { client } = await cloud([answer], { now: () => new Date('2015-06-15T07:55:00Z'), retryDelaysMs: [] });
    expect(await refusal(client.balance())).toMatchObject(expected);
  });

  test('without a hint there are no seconds', async () => {
    const { client } = await cloud([{ status: 429, body: '' }]);
    expect((await refusal(client.balance())).retryAfterSeconds).toBeUndefined();
  });

  test('a redirect is not followed: the signature is for one path', async () => {
    const { client, seen } = await cloud([{ status: 302, body: '', headers: { Location: '/v1/info/balance' } }]);
    expect(await refusal(client.balance())).toMatchObject({ meaning: 'provider-fault', status: 302 });
    expect(seen).toHaveLength(1);
  });

  test('nobody listens', async () => {
    const baseUrl = await listen(() => undefined);
    await new Promise((resolve) => open.splice(0)[0]?.close(resolve));
    const client = createClient({ baseUrl, key, secret });
    expect(await refusal(client.callback({ from: '100', to: '44' }))).toMatchObject({
      meaning: 'unreachable',
      outcomeUnknown: false,
    });
  });

  test('the line breaks', async () => {
    const baseUrl = await listen((request) => request.socket.destroy());
    const client = createClient({ baseUrl, key, secret });
    expect(await refusal(client.callback({ from: '100', to: '44' }))).toMatchObject({
      meaning: 'unreachable',
      outcomeUnknown: true,
    });
  });

  test.each<[given: string, listener: RequestListener]>([
    ['no answer in time', () => undefined],
    ['half an answer in time', (_request, response) => void response.writeHead(200).write('{"status":')],
  ])('%s', async (_given, listener) => {
    const client = createClient({ baseUrl: await listen(listener), key, secret, timeoutMs: 60 });
    expect(await refusal(client.balance())).toMatchObject({ meaning: 'timeout', outcomeUnknown: true });
  });

  test('the secret is in no error, even when the provider repeats it', async () => {
    const { client } = await cloud([{ status: 400, body: failure(`bad secret ${secret}`) }]);
    const thrown = await refusal(client.balance());
    expect(thrown.providerMessage).toBe('bad secret …');
    expect([thrown.message, thrown.stack, JSON.stringify(thrown)].join()).not.toContain(secret);
  });

  test('2.1 a key in Cyrillic letters is refused, not a crash', async () => {
    const { client, seen } = await cloud([{ body: {} }], { key: 'ключ' });
    expect((await refusal(client.balance())).meaning).toBe('refused-keys');
    expect(seen).toHaveLength(0);
  });
});

describe('only what is safe is repeated', () => {
  const good = { body: { balance: 1, currency: 'USD' } };

  test('reading survives two faults, not three', async () => {
    const { client, seen } = await cloud([{ status: 500, body: '' }, { status: 503, body: '' }, good]);
    expect(await client.balance()).toEqual({ balance: '1', currency: 'USD' });
    expect(seen).toHaveLength(3);
    const worse = await cloud([{ status: 500, body: '' }]);
    expect(await refusal(worse.client.balance())).toMatchObject({ meaning: 'provider-fault' });
    expect(worse.seen).toHaveLength(3);
  });

  test('3.4 a click-to-call is never repeated, nor is anything that changes something', async () => {
    const { client, seen } = await cloud([{ status: 500, body: '' }]);
    await refusal(client.callback({ from: '100', to: '44' }));
    await refusal(client.setCallInfoUrl('https://crm.example.com'));
    await refusal(client.deleteCallInfoUrl());
    await refusal(client.setAccountHooks({ sms: true }));
    await refusal(client.setRecording({ extension: '100', status: 'on' }));
    await refusal(client.request({ method: 'POST', path: '/v1/sms/send/', safeToRepeat: true }));
    expect(seen).toHaveLength(6);
  });

  test.each<[given: string, answer: Given]>([
    ['a refusal', { status: 400, body: '' }],
    ['wrong keys', { status: 401, body: '' }],
    ['too many', { status: 429, body: '' }],
    ['a page', { body: '<html>' }],
  ])('%s is final', async (_given, answer) => {
    const { client, seen } = await cloud([answer]);
    await refusal(client.balance());
    expect(seen).toHaveLength(1);
  });

  test('every attempt passes the limiter, which sees the cost and the failure', async () => {
    const costs: unknown[] = [];
    const failures: unknown[] = [];
    const { client } = await cloud(
      [{ status: 502, body: '' }, { body: { stats: [] } }, { body: { status: 'error', message: 'rate limit' } }],
      {
        limiter: async (cost, run) => {
          costs.push(cost);
          return run().catch((error: unknown) => {
            failures.push(error instanceof ZadarmaError ? error.meaning : error);
            throw error;
          });
        },
      },
    );
    await client.pbxStatistics({ start: 's', end: 'e' });
    await refusal(client.timezone());
    const statistics = { statistics: true, method: 'GET', path: '/v1/statistics/pbx/' };
    expect(costs).toEqual([statistics, statistics, { statistics: false, method: 'GET', path: '/v1/info/timezone/' }]);
    expect(failures).toEqual(['provider-fault', 'rate-limit']);
  });

  test('a limiter may refuse in its own words, and nothing is sent', async () => {
    const { client, seen } = await cloud([good], { limiter: () => Promise.reject(new Error('budget spent')) });
    await expect(client.balance()).rejects.toThrow('budget spent');
    expect(seen).toHaveLength(0);
  });
});
