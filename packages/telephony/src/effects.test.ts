import { describe, expect, test } from 'vitest';
import type { CallFact } from './call.ts';
import { announcementsOf, sameCall, type Announcement } from './effects.ts';
import { foldCall } from './fold-call.ts';
import { story } from './testing.ts';

/** What each further fact announces. */
function announced(facts: readonly CallFact[], pbxCallId = 'in_1'): Announcement[][] {
  const folds = [null, ...facts.map((_, i) => foldCall(facts.slice(0, i + 1), { pbxCallId }))];
  return folds.slice(1).map((after, i) => (after ? announcementsOf(folds[i] ?? null, after) : []));
}

const ringing = (extension: string, ring = 1) => ({ type: 'call.ringing', extension, userId: `user-${extension}`, ring });
const to = (type: string, ...userIds: string[]) => ({ type, userIds });

describe('who is told what', () => {
  test('4.2 START tells nobody, INTERNAL only its own user, ANSWER and END everybody who rang', () => {
    const facts = story(
      [0, { kind: 'arrived' }],
      [1, { kind: 'rang', extension: '101' }],
      [2, { kind: 'rang', extension: '102' }],
      [9, { kind: 'answered', extension: '102' }],
      [46, { kind: 'hung-up', extension: '102', lastExtension: '102', talkSeconds: 37 }],
      [47, { kind: 'recorded' }],
    );
    expect(announced(facts)).toEqual([
      [],
      [ringing('101')],
      [ringing('102'), to('call.updated', 'user-101')],
      [to('call.talking', 'user-101', 'user-102')],
      [to('call.ended', 'user-101', 'user-102')],
      [to('call.updated', 'user-101', 'user-102')],
    ]);
  });

  test('4.1 a repeated INTERNAL announces nothing, a second ring is announced as ring 2', () => {
    const facts = story(
      [1, { kind: 'rang', extension: '101' }],
      [2, { kind: 'rang', extension: '101' }],
      [7, { kind: 'rang', extension: '101' }],
      [9, { kind: 'answered', extension: '102' }],
      [30, { kind: 'rang', extension: '101', transferFrom: '102' }],
    );
    expect(announced(facts)).toEqual([
      [ringing('101')],
      [],
      [],
      [to('call.talking', 'user-101', 'user-102')],
      [ringing('101', 2), to('call.updated', 'user-102')],
    ]);
  });

  test('4.7 a transfer rings the new employee and talks when they answer', () => {
    const facts = story(
      [1, { kind: 'rang', extension: '101' }],
      [9, { kind: 'answered', extension: '101' }],
      [30, { kind: 'rang', extension: '102', transferFrom: '101' }],
      [35, { kind: 'answered', extension: '102', transferFrom: '101' }],
    );
    expect(announced(facts).slice(2)).toEqual([
      [ringing('102'), to('call.updated', 'user-101')],
      [to('call.talking', 'user-101', 'user-102')],
    ]);
  });

  test('4.3 OUT_START shows the caller the card, once', () => {
    const facts = story(
      [0, { kind: 'dialled', extension: '101' }],
      [8, { kind: 'answered', extension: null }],
      [9, { kind: 'dial-ended', extension: '101' }],
    );
    expect(announced(facts, 'out_1')).toEqual([
      [ringing('101')],
      [to('call.talking', 'user-101')],
      [to('call.ended', 'user-101')],
    ]);
  });

  test('3.7 an adopted click shows the card when the phone dials', () => {
    const facts = story([0, { kind: 'requested' }], [5, { kind: 'dialled', extension: '101' }]);
    expect(announced(facts, 'out_1')).toEqual([[], [ringing('101')]]);
  });

  test('4.2 an extension without a user rings for nobody', () => {
    expect(announced(story([1, { kind: 'rang', extension: '101', userId: null }]))).toEqual([[]]);
  });

  test.each<[given: string, facts: CallFact[]]>([
    [
      '3.9 a leg of our own is announced to nobody',
      story([1, { kind: 'rang', extension: '101', ownLeg: true }], [9, { kind: 'answered', extension: '101' }]),
    ],
    [
      '4.11 a blocked call is announced to nobody',
      story(
        [0, { kind: 'arrived' }],
        [0, { kind: 'steered', reply: { action: 'refuse', with: 'busy' } }],
        [2, { kind: 'hung-up', disposition: 'busy' }],
      ),
    ],
    [
      'F2 an INTERNAL after the end rings for nobody',
      story([0, { kind: 'arrived' }], [5, { kind: 'hung-up', disposition: 'cancel' }]),
    ],
  ])('%s', (_given, facts) => {
    expect(announced(facts).flat()).toEqual([]);
  });

  test('F2 who rang is known only after the end: they are told of the ended call, not of a ring', () => {
    const facts = story([5, { kind: 'hung-up', disposition: 'cancel' }], [6, { kind: 'rang', extension: '101' }]);
    expect(announced(facts)).toEqual([[], [to('call.updated', 'user-101')]]);
  });

  test('two folds of the same facts are the same call', () => {
    const facts = story([1, { kind: 'rang', extension: '101' }]);
    expect(sameCall(foldCall(facts, { pbxCallId: 'in_1' }), foldCall([...facts, ...facts], { pbxCallId: 'in_1' }))).toBe(true);
    expect(sameCall(null, foldCall(facts, { pbxCallId: 'in_1' }))).toBe(false);
  });
});
