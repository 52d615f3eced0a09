import { describe, expect, test } from 'vitest';
import { matchKey } from './match-key.ts';
import { searchPatterns } from './search-patterns.ts';
import { splitName } from './split-name.ts';
import { isTaxNumber } from './tax-number.ts';

describe('two spellings of one company', () => {
  test.each([
    ['ООО «Ромашка»', 'ромашка'],
    ['Ромашка, ООО', 'ромашка'],
    ['Общество с ограниченной ответственностью "Ромашка"', 'ромашка'],
    ['ИП Щукин Ю.', 'щукин ю'],
    ['Acme, Inc.', 'acme'],
    ['ТОО Қазына', 'казына'],
    ['ООО', 'ооо'],
    ['Ао Дай', 'дай'],
    ['«»', null],
  ])('%s is %s', (name, key) => {
    expect(matchKey(name)).toBe(key);
  });
});

describe('a name in one cell', () => {
  test.each<[string, string | null, string | null, string | null]>([
    ['Петров Иван Сергеевич', 'Петров', 'Иван', 'Сергеевич'],
    ['Иван Сергеевич Петров', 'Петров', 'Иван', 'Сергеевич'],
    ['Айгуль Рашидовна', null, 'Айгуль', 'Рашидовна'],
    ['Гыйләҗева Әлфия Рәшит кызы', 'Гыйләҗева', 'Әлфия', 'Рәшит кызы'],
    ['Алиев Эльхан оглы', null, 'Алиев', 'Эльхан оглы'],
    ['Петров Иван', 'Петров', 'Иван', null],
    ['Иван Петров', 'Петров', 'Иван', null],
    ['Ли Ким', null, null, null],
    ['Фирма 17', null, null, null],
    ['Иван', null, null, null],
  ])('%s', (name, familyName, givenName, patronymic) => {
    expect(splitName(name)).toEqual({ familyName, givenName, patronymic });
  });
});

test.each([
  ['7707083893', true],
  ['7707083894', false],
  ['500100732259', true],
  ['500100732258', false],
  ['770708389', false],
  ['77070838931', false],
])('%s as ИНН: %s', (text, right) => {
  expect(isTaxNumber(text)).toBe(right);
});

test.each([
  ['иван петр', ['%иван%', '%петр%']],
  ['8 (916) 123', ['%916123%']],
  ['+7 916 123', ['%7916123%']],
  ['ив', ['% ив%']],
  ['50%_', [String.raw`%50\%\_%`]],
  ['  ', []],
])('%j is looked up as %j', (q, patterns) => {
  expect(searchPatterns(q)).toEqual(patterns);
});
