import { expect, test } from 'vitest';
import { providerList } from '../provider/providers.ts';
import { pagePolicy } from './page-policy.ts';

test('3.11 pages may load the providers’ browser phones, from exactly the hosts of the operator’s list', () => {
  const policy = pagePolicy(providerList(undefined));
  expect(policy['scriptSrc']).toEqual(["'self'", 'https://my.zadarma.com']);
  expect(policy['connectSrc']).toEqual(["'self'", 'https://my.zadarma.com', 'wss://*.zadarma.com:*']);
  expect(policy['defaultSrc']).toEqual(["'self'"]);
  expect(policy['frameAncestors']).toEqual(["'none'"]);
});

test('3.11 every script of a provider comes from a host that its entry names', () => {
  for (const { webPhone } of providerList('http://127.0.0.1:8080/pretend')) {
    for (const script of webPhone?.scripts ?? []) expect(webPhone?.hosts).toContain(new URL(script).origin);
  }
  expect(pagePolicy(providerList('http://127.0.0.1:8080/pretend'))['scriptSrc']).toContain('http://127.0.0.1:8080');
});

test('3.11 no provider with a browser phone: nothing but ourselves', () => {
  expect(pagePolicy([{ webPhone: null }])).toMatchObject({
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
  });
});
