import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OfficeServer, openOffice, type PhoneOffice } from './support/phone-office.ts';

const PROXY = '10.0.0.7';
const PROVIDER = '185.45.152.42';
const STRANGER = '203.0.113.9';

let office: PhoneOffice;
let behindProxy: OfficeServer;
beforeAll(async () => {
  office = await openOffice();
  behindProxy = await office.addServer({ trustedProxies: ['10.0.0.0/8'] });
});
afterAll(() => office.close());

async function allow(list: { enabled: boolean; ranges?: string[] }): Promise<void> {
  await office.ask(office.company.admin, 'PATCH /telephony/settings', { ipAllowList: list });
  const expected = list.enabled ? 403 : 200;
  for (const server of [office.server, behindProxy]) await expect.poll(() => startFrom(STRANGER, { server })).toBe(expected);
}

async function startFrom(remoteAddress: string, { server = office.server, forwardedFor = '' } = {}): Promise<number> {
  const { body, headers } = office.inbound().start();
  const forwarded = forwardedFor === '' ? {} : { 'x-forwarded-for': forwardedFor };
  const answer = await server.app.inject({
    method: 'POST',
    url: '/zadarma',
    payload: body,
    headers: { ...headers, ...forwarded },
    remoteAddress,
  });
  return answer.statusCode;
}

describe('1.4 the list of addresses that may notify us', () => {
  beforeEach(() => allow({ enabled: true, ranges: ['185.45.152.40/30', '2a02:db8::/32'] }));

  test('1.4 is off until switched on, with the provider’s range prepared', async () => {
    const fresh = await openOffice();
    const { ipAllowList } = (await fresh.ask(fresh.company.admin, 'GET /telephony/settings')).body;
    await fresh.close();
    expect(ipAllowList).toEqual({ enabled: false, ranges: ['185.45.152.40/30'] });
    await allow({ enabled: false });
    expect(await startFrom(STRANGER)).toBe(200);
  });

  test.each([
    ['the first of the range', '185.45.152.40', 200],
    ['the last of the range', '185.45.152.43', 200],
    ['the one after it', '185.45.152.44', 403],
    ['an IPv4 address written as IPv6', `::ffff:${PROVIDER}`, 200],
    ['an IPv6 address of a listed network', '2a02:db8::5', 200],
    ['another network’s IPv6 address', '2a03:db8::5', 403],
    ['a stranger', STRANGER, 403],
  ])('1.4 %s: %s → %i', async (_case, address, status) => {
    expect(await startFrom(address)).toBe(status);
  });

  test('1.4 an address that a stranger writes into a header is not believed', async () => {
    expect(await startFrom(STRANGER, { forwardedFor: PROVIDER })).toBe(403);
    expect(await startFrom(STRANGER, { server: behindProxy, forwardedFor: PROVIDER })).toBe(403);
  });

  test('1.4 a trusted proxy’s header is believed, from the right: what the client wrote before it is not', async () => {
    expect(await startFrom(PROXY, { server: behindProxy, forwardedFor: PROVIDER })).toBe(200);
    expect(await startFrom(PROXY, { server: behindProxy, forwardedFor: STRANGER })).toBe(403);
    expect(await startFrom(PROXY, { server: behindProxy, forwardedFor: `${PROVIDER}, ${STRANGER}` })).toBe(403);
  });

  test('1.1 the provider’s echo is refused to nobody', async () => {
    const { app } = office.server;
    const answer = await app.inject({ method: 'GET', url: '/zadarma?zd_echo=hello', remoteAddress: STRANGER });
    expect([answer.statusCode, answer.body]).toEqual([200, 'hello']);
  });
});
