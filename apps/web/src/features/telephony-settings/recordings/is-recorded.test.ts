import { expect, test } from 'vitest';
import { isRecorded } from './is-recorded.ts';

test.each<[word: string | null, recorded: boolean | null]>([
  [null, null],
  ['off', false],
  ['', false],
  ['false', false],
  ['off_store', false],
  ['on', true],
  ['on_store', true],
  ['Without recognition', true],
  ['For automatic speech recognition', true],
])('5.9 the PBX says %j of an extension: recorded %j', (word, recorded) => {
  expect(isRecorded(word)).toBe(recorded);
});
