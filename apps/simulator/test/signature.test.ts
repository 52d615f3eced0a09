import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { parsePhpForm } from '../src/php-form.ts';
import { notificationSignature } from '../src/signature.ts';

type Vectors = {
  requests: {
    id: string;
    key: string;
    secret: string;
    authorization: string;
    method: string;
    target: string;
    content_type: string | null;
    body: string;
  }[];
  webhooks: { id: string; secret: string; body: string; signature: string }[];
};

const vectors: Vectors = JSON.parse(readFileSync(new URL('./fixtures/vectors.json', import.meta.url), 'utf8'));

async function statusOf(request: Vectors['requests'][number], authorization: string): Promise<number> {
  const simulator = await startSimulator({ key: request.key, secret: request.secret });
  const headers = { authorization, ...(request.content_type ? { 'content-type': request.content_type } : {}) };
  const body = request.body === '' ? null : request.body;
  const response = await fetch(`${simulator.url}${request.target}`, { method: request.method, headers, body });
  await response.arrayBuffer();
  await simulator.close();
  return response.status;
}

describe('a request is believed', () => {
  test.each(vectors.requests)('as the official SDK sends it: $id', async (request) => {
    expect(await statusOf(request, request.authorization)).not.toBe(401);
  });

  test('with blanks around both halves of the header', async () => {
    const [request] = vectors.requests;
    if (!request) throw new Error('no vectors');
    expect(await statusOf(request, request.authorization.replace(':', ' : '))).toBe(200);
  });
});

describe('a request is refused', () => {
  test.each(vectors.requests)('when its signature belongs to another text: $id', async (request) => {
    const wrong = `${request.key}:${Buffer.from('0'.repeat(40)).toString('base64')}`;
    expect(await statusOf(request, wrong)).toBe(401);
  });

  test('when its key is another one, with the very same words', async () => {
    const simulator = await startSimulator({ key: 'a'.repeat(20), secret: 'a1b2c3d4e5f60718293a' });
    const request = vectors.requests.find(({ id }) => id === 'req-01-no-params');
    const response = await fetch(`${simulator.url}${request?.target}`, {
      headers: { authorization: request?.authorization ?? '' },
    });
    expect([response.status, await response.text()]).toEqual([401, '{"status":"error","message":"Not authorized"}']);
    await simulator.close();
  });
});

test.each(vectors.webhooks)('a notification is signed as the cloud signs it: $id', ({ body, secret, signature }) => {
  const flat = Object.fromEntries([...parsePhpForm(body)].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  expect(notificationSignature(flat, secret)).toBe(signature);
});
