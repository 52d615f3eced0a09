import { describe, expect, test } from 'vitest';
import { createClient } from '../client.ts';
import type { Fetch } from '../request.ts';

/** A client whose cloud always answers the same, and what it was asked. */
function clientWith(answer: object) {
  const asked: string[] = [];
  const fetch: Fetch = async (url, { method, body }) => {
    asked.push(`${method} ${url.replace('https://cloud.example', '')}${body === undefined ? '' : ` ${body}`}`);
    return { status: 200, headers: { get: () => null }, text: async () => JSON.stringify(answer) };
  };
  const keys = { key: '1f0e2d3c4b5a69788796', secret: 'a1b2c3d4e5f60718293a' };
  return { client: createClient({ baseUrl: 'https://cloud.example', ...keys, fetch }), asked };
}

describe('3.11 the phone inside a page', () => {
  test('its key is asked for by the full login', async () => {
    const { client, asked } = clientWith({ status: 'success', key: 'abc123xyz' });
    expect(await client.webPhoneKey('1234-100')).toBe('abc123xyz');
    expect(asked).toEqual(['GET /v1/webrtc/get_key/?sip=1234-100']);
  });

  test('an answer without a key is a broken promise, not an empty key', async () => {
    const { client } = clientWith({ status: 'success', key: '' });
    await expect(client.webPhoneKey('1234-100')).rejects.toMatchObject({ meaning: 'provider-fault' });
  });

  test('what is permitted, as documented, and as an account without it may answer', async () => {
    const settings = { shape: 'square', position: 'top_right' };
    const permitted = clientWith({ status: 'success', is_exists: true, domains: ['test.domain.com'], settings });
    expect(await permitted.client.webPhone()).toEqual({ exists: true, domains: ['test.domain.com'], ...settings });
    const none = clientWith({ status: 'success', is_exists: false, domains: [], settings: [] });
    expect(await none.client.webPhone()).toEqual({ exists: false, domains: [], shape: null, position: null });
  });

  test('everything that changes something goes where it is documented', async () => {
    const { client, asked } = clientWith({ status: 'success' });
    await client.createWebPhone('crm.example.com');
    await client.addWebPhoneDomain('crm.example.com');
    await client.setWebPhone({ position: 'bottom_left' });
    await client.deleteWebPhoneDomain('crm.example.com');
    await client.deleteWebPhone();
    expect(asked).toEqual([
      'POST /v1/webrtc/create/ domain=crm.example.com',
      'POST /v1/webrtc/domain/ domain=crm.example.com',
      'PUT /v1/webrtc/ position=bottom_left',
      'DELETE /v1/webrtc/domain/ domain=crm.example.com',
      'DELETE /v1/webrtc/',
    ]);
  });
});
