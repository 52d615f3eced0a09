import { expect, test } from 'vitest';
import { neighbourCard } from './neighbour-card.ts';

const columns = [['a', 'b', 'c'], [], ['d']];

test.each([
  ['down', 'a', 'ArrowDown', 'b'],
  ['up', 'b', 'ArrowUp', 'a'],
  ['not above the first', 'a', 'ArrowUp', undefined],
  ['not below the last', 'c', 'ArrowDown', undefined],
  ['to the right over an empty stage, as low as it goes', 'c', 'ArrowRight', 'd'],
  ['to the left', 'd', 'ArrowLeft', 'a'],
  ['not beyond the last stage', 'd', 'ArrowRight', undefined],
  ['nowhere with another key', 'a', 'Tab', undefined],
  ['nowhere from a deal that has gone', 'x', 'ArrowDown', undefined],
])('arrows lead %s', (_sentence, id, key, expected) => {
  expect(neighbourCard(columns, id, key)).toBe(expected);
});
