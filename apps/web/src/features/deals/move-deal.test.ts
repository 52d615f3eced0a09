import type { Deal, DealBoard } from '@carillon/contract';
import { describe, expect, test } from 'vitest';
import { moveDeal } from './move-deal.ts';

const stage = (id: string) => ({ id, name: id, kind: 'open' as const });
const deal = (id: string, stageId: string, amount: string | null, currency = 'RUB') =>
  ({ id, title: id, stageId, stage: stage(stageId), amount, currency }) as Deal; // the rest is not looked at
const column = (id: string, items: Deal[], sums: DealBoard['stages'][number]['sums']) => ({
  stage: stage(id),
  total: items.length,
  sums,
  items,
  nextCursor: null,
});
const board: DealBoard = {
  pipeline: { id: 'p', name: 'Sales', isDefault: true, stages: [stage('a'), stage('b')] },
  stages: [
    column(
      'a',
      [deal('1', 'a', '0.10'), deal('2', 'a', '0.20'), deal('3', 'a', null), deal('4', 'a', '7', 'EUR')],
      [
        { currency: 'EUR', amount: '7.00' },
        { currency: 'RUB', amount: '0.30' },
      ],
    ),
    column('b', [deal('5', 'b', '100.00')], [{ currency: 'RUB', amount: '100.00' }]),
  ],
};
const figures = (moved: DealBoard) =>
  moved.stages.map(({ items, total, sums }) => ({
    ids: items.map(({ id }) => id).join(),
    total,
    sums: sums.map(({ currency, amount }) => `${amount} ${currency}`),
  }));

describe('a deal that goes to another stage', () => {
  test('lies on top there and takes its worth with it, to the cent', () => {
    expect(figures(moveDeal(board, '1', 'b'))).toEqual([
      { ids: '2,3,4', total: 3, sums: ['7.00 EUR', '0.20 RUB'] },
      { ids: '1,5', total: 2, sums: ['100.10 RUB'] },
    ]);
  });

  test('knows its stage afterwards', () => {
    expect(moveDeal(board, '1', 'b').stages[1]?.items[0]).toMatchObject({ stageId: 'b', stage: { name: 'b' } });
  });

  test('brings its currency along, and takes the last of one away', () => {
    expect(figures(moveDeal(board, '4', 'b')).map(({ sums }) => sums)).toEqual([['0.30 RUB'], ['7.00 EUR', '100.00 RUB']]);
  });

  test('without an amount changes no sum', () => {
    expect(figures(moveDeal(board, '3', 'b')).map(({ sums }) => sums)).toEqual([['7.00 EUR', '0.30 RUB'], ['100.00 RUB']]);
  });

  test('and comes back leaves the sums as they were', () => {
    const back = figures(moveDeal(moveDeal(board, '1', 'b'), '1', 'a'));
    expect(back.map(({ sums, total }) => ({ sums, total }))).toEqual(figures(board).map(({ sums, total }) => ({ sums, total })));
  });
});

test.each([
  ['to the stage where it is', '1', 'a'],
  ['that nobody knows', 'x', 'b'],
  ['to a stage that nobody knows', '1', 'x'],
])('a deal %s changes nothing', (_sentence, dealId, stageId) => {
  expect(moveDeal(board, dealId, stageId)).toBe(board);
});
