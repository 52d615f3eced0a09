import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLogger } from './logging.ts';

describe('the log', () => {
  test.each([
    ['a key of ours', { apiSecret: 'hunter2' }],
    ['a key spelt otherwise', { API_Secret: 'hunter2' }],
    ['a key deep inside', { call: { clients: [{ id: 1, phones: [{ number: 'hunter2' }] }] } }],
    ['a header', { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } }],
    ['a request with a query', { req: { method: 'GET', url: '/api/v1/search?q=hunter2' } }],
    ['a bag of bytes', { raw: Buffer.from('hunter2') }],
    [
      'an error that carries data',
      { err: Object.assign(new Error('Failed'), { detail: 'Key (e164)=(hunter2) exists', parameters: ['hunter2'] }) },
    ],
  ])('2.1 tells nothing of a secret under %s', (_given, entry) => {
    const text = written((log) => log.info(entry, 'Constant sentence'));
    expect(text).toContain('Constant sentence');
    expect(text).not.toMatch(/hunter2|104,117,110/);
  });

  test('2.1 masks what a child logger is bound to', () => {
    expect(written((log) => log.child({ apiKey: 'hunter2' }).info('Constant sentence'))).not.toContain('hunter2');
  });

  test('masks a number that a message of PostgreSQL quotes', () => {
    const text = written((log) =>
      log.error({ err: new Error('invalid input syntax for type uuid: "+79161234567"') }, 'Constant sentence'),
    );
    expect(text).not.toContain('9161234567');
    expect(text).toContain('invalid input syntax');
  });

  test('is one JSON object a line, with what identifies and no more', () => {
    const entry = {
      callId: '0192',
      at: new Date(0),
      milliseconds: 3,
      err: Object.assign(new Error('Refused'), { code: 'ECONNREFUSED' }),
    };
    expect(JSON.parse(written((log) => log.warn(entry, 'Constant sentence')))).toMatchObject({
      level: 'warn',
      msg: 'Constant sentence',
      callId: '0192',
      at: '1970-01-01T00:00:00.000Z',
      milliseconds: 3,
      err: { type: 'Error', message: 'Refused', code: 'ECONNREFUSED' },
    });
  });
});

function written(work: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  work(createLogger({ level: 'info', stream }));
  return text;
}
