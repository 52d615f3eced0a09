import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openAccount } from '../src/account.ts';
import { readReply } from '../src/reply.ts';

const { replies }: { replies: { id: string; body: string }[] } = JSON.parse(
  readFileSync(new URL('./fixtures/vectors.json', import.meta.url), 'utf8'),
);
const menu = (id: number) => ({
  id,
  greetingSeconds: 0,
  defaultScenario: 1,
  keys: {},
  scenarios: [{ id: 1, title: 'All', rings: [], ringSeconds: 30 }],
});
const account = openAccount({ menus: [menu(0), menu(2)] });

describe('every answer the official SDK can print is understood', () => {
  test.each(replies)('$id', ({ body }) => {
    expect(readReply(body, account)).toMatchObject({ ok: true });
  });
});

test.each<[what: string, reply: object, expected: object]>([
  ['an extension', { redirect: '101', return_timeout: 15 }, { kind: 'ring', extension: '101', returnAfterSeconds: 15 }],
  [
    'texts and numbers alike',
    { redirect: 101, return_timeout: '15' },
    { kind: 'ring', extension: '101', returnAfterSeconds: 15 },
  ],
  ['no time-out: never comes back', { redirect: '101' }, { kind: 'ring', returnAfterSeconds: 0 }],
  ['a scenario of another menu', { redirect: '2-1' }, { kind: 'scenario', menu: 2, scenario: 1 }],
  ['a short scenario', { redirect: 1 }, { kind: 'scenario', menu: 0, scenario: 1 }],
  ['hangup outranks redirect', { redirect: '101', hangup: 1 }, { kind: 'hang-up' }],
  ['redirect outranks playing', { redirect: 'blacklist', ivr_play: 'x' }, { kind: 'refuse' }],
  ['a name alone', { caller_name: 'Acme' }, { kind: 'continue', callerName: 'Acme' }],
  ['keys nobody knows', { colour: 'red' }, { kind: 'continue' }],
])('%s', (_what, reply, expected) => {
  expect(readReply(JSON.stringify(reply), account)).toMatchObject({ ok: true, instruction: expected });
});
