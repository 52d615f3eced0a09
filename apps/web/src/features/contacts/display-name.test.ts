import { expect, test } from 'vitest';
import { displayName } from './display-name.ts';

const ivan = { familyName: 'Петров', givenName: 'Иван', patronymic: 'Сергеевич' };

test.each([
  ['a name made of its parts follows them', 'Петров Иван Сергеевич', 'Сидоров Иван Сергеевич'],
  ['so does one in the other order', 'Иван Петров', 'Иван Сидоров'],
  ['a name somebody chose stays', 'Иван с рынка', 'Иван с рынка'],
])('%s', (_sentence, name, expected) => {
  expect(displayName(name, ivan, { ...ivan, familyName: 'Сидоров' })).toBe(expected);
});

test('a name never becomes empty', () => {
  expect(
    displayName(
      'Иван',
      { familyName: null, givenName: 'Иван', patronymic: null },
      { familyName: null, givenName: null, patronymic: null },
    ),
  ).toBe('Иван');
});
