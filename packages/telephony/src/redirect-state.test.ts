import { expect, test } from 'vitest';
import type { CallFact } from './call.ts';
import { foldCall } from './fold-call.ts';
import { redirectStateAt } from './redirect-state.ts';
import { after, story, type Said } from './testing.ts';

const start: Said = { kind: 'arrived' };
const sent = (returnTimeoutSeconds = 15): Said => ({
  kind: 'steered',
  reply: { action: 'ring', extension: '101', returnTimeoutSeconds },
});
const rang = (extension: string): Said => ({ kind: 'rang', extension, transferFrom: null });
const answer = (extension: string): Said => ({ kind: 'answered', extension, transferFrom: null });
const unanswered: Said = { kind: 'hung-up', disposition: 'no answer', talkSeconds: 0 };
const talked: Said = { kind: 'hung-up', extension: '101', lastExtension: '101', talkSeconds: 37 };
const stateAt = (seconds: number, facts: readonly CallFact[]) =>
  redirectStateAt(foldCall(facts, { pbxCallId: 'in_1' }), after(seconds));

test.each<[given: string, facts: CallFact[], at: number, expected: object]>([
  ['just sent', story([0, start], [0, sent()]), 1, { outcome: 'open', at: after(0), dueAt: after(17), overAt: null }],
  ['ringing', story([0, start], [0, sent()], [1, rang('101')]), 17, { outcome: 'open', userId: 'user-101', dueAt: after(18) }],
  [
    'past its time-out and two seconds, with no further word',
    story([0, start], [0, sent()], [1, rang('101')]),
    18,
    { outcome: 'rung-out', overAt: after(18) },
  ],
  ['it may ring for ever', story([0, start], [0, sent(0)], [1, rang('101')]), 100, { outcome: 'open', dueAt: null }],
  [
    'given back to the group',
    story([0, start], [0, sent()], [1, rang('101')], [17, rang('102')]),
    17,
    { outcome: 'rung-out', overAt: after(17) },
  ],
  [
    'a colleague answers it then',
    story([0, start], [0, sent()], [1, rang('101')], [17, rang('102')], [20, answer('102')]),
    30,
    { outcome: 'rung-out', overAt: after(17) },
  ],
  ['taken', story([0, start], [0, sent()], [1, rang('101')], [5, answer('101')]), 60, { outcome: 'taken', overAt: after(5) }],
  ['taken, its ANSWER lost', story([0, start], [0, sent()], [1, rang('101')], [46, talked]), 46, { outcome: 'taken' }],
  [
    'given up by the caller',
    story([0, start], [0, sent()], [1, rang('101')], [4, unanswered]),
    4,
    { outcome: 'rung-out', overAt: after(4) },
  ],
  ['never rung, ended', story([0, start], [0, sent()], [9, unanswered]), 9, { outcome: 'rung-out', overAt: after(9) }],
])('7.6 the redirect is %s', (_given, facts, at, expected) => {
  expect(stateAt(at, facts)).toMatchObject({ extension: '101', ...expected });
});

test('7.6 a call sent nowhere has no redirect', () => {
  expect(stateAt(9, story([0, start], [1, rang('101')]))).toBeNull();
  expect(stateAt(9, story([0, start], [0, { kind: 'steered', reply: { action: 'refuse', with: 'busy' } }]))).toBeNull();
});
