import { expect, test } from 'vitest';
import { type Figure, type Wish, changeOf } from './change-of.ts';
import { sizeText } from './change-text.ts';

const points = { en: 'pp', ru: 'п. п.' };

test.each<[sentence: string, Figure, Wish, expected: [text: string | null, news: string]]>([
  ['many calls change by percent', { unit: 'count', value: 162, before: 150 }, 'none', ['up 8%', 'none']],
  ['a few calls change by themselves', { unit: 'count', value: 3, before: 2 }, 'none', ['up 1', 'none']],
  ['out of nothing comes no percent', { unit: 'count', value: 40, before: 0 }, 'more', ['up 40', 'good']],
  ['fewer lost callers are good news', { unit: 'count', value: 4, before: 9 }, 'less', ['down 5', 'good']],
  ['more missed calls are bad news', { unit: 'count', value: 30, before: 20 }, 'less', ['up 50%', 'bad']],
  ['a rate changes by points, as it is read', { unit: 'share', value: 0.846, before: 0.812 }, 'more', ['up 4 pp', 'good']],
  ['a wait changes by seconds', { unit: 'seconds', value: 11, before: 14 }, 'less', ['down 3s', 'good']],
  ['hours of talk change by percent', { unit: 'seconds', value: 66_000, before: 60_000 }, 'none', ['up 10%', 'none']],
  ['the same is neither', { unit: 'count', value: 150, before: 150 }, 'less', ['same 0%', 'none']],
  ['what rounds to nothing is the same', { unit: 'count', value: 10_001, before: 10_000 }, 'less', ['same 0%', 'none']],
  ['nothing to compare with is no change', { unit: 'share', value: 0.9, before: null }, 'more', [null, 'none']],
  ['nothing to count is no change', { unit: 'seconds', value: null, before: 12 }, 'less', [null, 'none']],
])('5.7 %s', (_sentence, figure, wish, [text, news]) => {
  const change = changeOf(figure, wish);
  expect(change && `${change.trend} ${sizeText(change, { language: 'en', points: points.en })}`).toBe(text);
  expect(change?.news ?? 'none').toBe(news);
});

test('5.7 a change is said in Russian to Russians', () => {
  const change = changeOf({ unit: 'share', value: 0.8, before: 0.9 }, 'more');
  expect(change && sizeText(change, { language: 'ru', points: points.ru })).toBe('10 п. п.');
});
