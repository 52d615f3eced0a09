import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const echo = (query: string, method: 'GET' | 'HEAD' = 'GET') => office.server.app.inject({ method, url: `/zadarma${query}` });
const asked = (word: string) => echo(`?zd_echo=${encodeURIComponent(word)}`);

describe('1.1 the provider gets its own word back', () => {
  test.each([
    ['digits', '1234567890'],
    ['letters of other scripts', 'Привет, Қазақ 漢字 🙂'],
    ['line breaks', 'one\ntwo\r\nthree'],
    ['markup', '<script>alert(1)</script>'],
    ['marks of the address line', '+%&=?#/ "\'\\'],
    ['a byte-order mark of its own', '\uFEFFx'],
    ['a NUL', 'a\0b'],
    ['nothing', ''],
    ['256 letters', 'x'.repeat(256)],
    ['256 letters beyond the first plane', '😀'.repeat(256)],
  ])('1.1 exactly: %s', async (_given, word) => {
    const answer = await asked(word);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload).toEqual(Buffer.from(word));
  });

  test('1.1 as plain text that no browser takes for anything else', async () => {
    const { headers } = await asked('<b>');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['location']).toBeUndefined();
  });

  test('1.1 a blank may be written as a plus', async () => {
    expect((await echo('?zd_echo=a+b')).payload).toBe('a b');
  });

  test('1.1 a broken escape breaks nothing', async () => {
    for (const query of ['?zd_echo=%zz', '?zd_echo=%', '?zd_echo=%ff%fe'])
      expect((await echo(query)).statusCode).toBeLessThan(500);
  });

  test('1.1 too long a word is refused: the door is no mirror for pages', async () => {
    expect((await asked('x'.repeat(257))).statusCode).toBe(400);
    expect((await asked('x'.repeat(10_000))).statusCode).toBe(400);
  });

  test('1.1 of several words the last one counts, as for the provider’s own sample', async () => {
    const answer = await echo('?zd_echo=one&zd_echo=two');
    expect([answer.statusCode, answer.payload]).toEqual([200, 'two']);
  });

  test('1.1 whatever the host, the session or the address', async () => {
    const headers = { host: 'nobody.example.org', cookie: 'carillon=stolen', authorization: 'Bearer wrong', signature: 'x' };
    const answer = await office.server.app.inject({ method: 'GET', url: '/zadarma?zd_echo=7&x=1', headers });
    expect([answer.statusCode, answer.payload]).toEqual([200, '7']);
  });

  test('1.1 HEAD has the same headers and no body', async () => {
    const answer = await echo('?zd_echo=abc', 'HEAD');
    expect([answer.statusCode, answer.payload, answer.headers['content-length']]).toEqual([200, '', '3']);
  });

  test('1.1 while there is no database', async () => {
    const alone = await office.addServer({
      ready: false,
      connection: { host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' },
    });
    const answer = await alone.app.inject({ method: 'GET', url: '/zadarma?zd_echo=still%20here' });
    expect([answer.statusCode, answer.payload]).toEqual([200, 'still here']);
  });
});

describe('1.2 what is no notification', () => {
  const post = (payload: string | Buffer, headers: Record<string, string>) =>
    office.server.app.inject({ method: 'POST', url: '/zadarma', payload, headers });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test('1.2 GET without a word is 404', async () => {
    expect((await echo('')).statusCode).toBe(404);
    expect((await echo('?other=1')).statusCode).toBe(404);
    expect((await echo('?zd_echo[]=1')).statusCode).toBe(404);
  });

  test('1.2 a body over 64 KiB is 413, a megabyte too; one of 64 KiB is read', async () => {
    expect((await post(Buffer.alloc(64 * 1024, 'x'), form)).statusCode).toBe(403);
    expect((await post(Buffer.alloc(64 * 1024 + 1, 'x'), form)).statusCode).toBe(413);
    expect((await post(Buffer.alloc(1_048_577, 'x'), form)).statusCode).toBe(413);
  });

  test('1.2 JSON and other kinds are 415', async () => {
    for (const type of ['application/json', 'text/plain', 'text/xml; charset=utf-8', 'application/x-www-form-urlencodedx'])
      expect([type, (await post('{}', { 'content-type': type })).statusCode]).toEqual([type, 415]);
  });

  test('1.2 other methods are not served', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const)
      expect((await office.server.app.inject({ method, url: '/zadarma' })).statusCode).toBe(404);
  });

  test('1.2 a form without a content type is a form all the same', async () => {
    const { body, headers } = office.inbound().start();
    const { 'content-type': _dropped, ...others } = headers;
    expect((await post(body, others)).statusCode).toBe(200);
  });

  test('1.2 an empty body is refused, not a fault', async () => {
    expect((await post('', form)).statusCode).toBe(403);
    expect((await post('', {})).statusCode).toBe(403);
  });

  test('1.2 account events come as multipart, calls may too', async () => {
    const fields = { event: 'SMS', result: '{"caller_id":"79161234567","caller_did":"74951112233","text":"Да & нет\\r\\n"}' };
    expect(await office.post(office.sign(fields, 'multipart'))).toMatchObject({ status: 200, text: '{}' });
    const start = {
      event: 'NOTIFY_START',
      caller_id: '+79161234567',
      called_did: '74951112233',
      call_start: office.wallClock(),
      pbx_call_id: 'in_multipart',
    };
    expect(await office.post(office.sign(start, 'multipart'))).toMatchObject({ status: 200, text: '{}' });
    await office.settle();
    expect(await office.call('in_multipart')).toMatchObject({ clientNumber: '+79161234567' });
  });
});
