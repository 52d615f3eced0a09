import type { MissedCall } from '@carillon/contract';
import { expect, test } from 'vitest';
import { LEAVING_MS, nextRows } from './shown-rows.ts';

const call = (id: string, resolvedAt: string | null = null) => ({ id, resolvedAt }) as MissedCall; // the rest is not looked at
const [a, b, c] = [call('a'), call('b'), call('c')];
const done = call('b', '2026-03-14T09:00:00.000Z');
const idsOf = (rows: ReturnType<typeof nextRows>) =>
  rows.map(({ call: { id }, leavesAt }) => (leavesAt === null ? id : `${id}!`));
const shown = nextRows([], { open: [a, b, c], closed: [], now: 0 });

test('9.8 somebody who was called back stays in place for some seconds, then goes', () => {
  const leaving = nextRows(shown, { open: [a, c], closed: [done], now: 1000 });
  expect(idsOf(leaving)).toEqual(['a', 'b!', 'c']);
  expect(leaving[1]?.call.resolvedAt).not.toBeNull();
  const later = nextRows(leaving, { open: [a, c], closed: [done], now: 1000 + LEAVING_MS - 1 });
  expect(idsOf(later)).toEqual(['a', 'b!', 'c']);
  expect(idsOf(nextRows(later, { open: [a, c], closed: [done], now: 1000 + LEAVING_MS }))).toEqual(['a', 'c']);
});

test('who was called back before anybody looked is not shown, nor who vanished for another reason', () => {
  expect(idsOf(nextRows([], { open: [a], closed: [done], now: 0 }))).toEqual(['a']);
  const vanished = nextRows(shown, { open: [a, c], closed: [], now: 0 });
  expect(idsOf(nextRows(vanished, { open: [a, c], closed: [], now: 3000 }))).toEqual(['a', 'c']);
});

test('9.8 who is not in the one list any more and not yet in the other keeps their place, then is green as long as anybody', () => {
  const between = nextRows(shown, { open: [a, c], closed: [], now: 0 });
  expect(idsOf(between)).toEqual(['a', 'b!', 'c']);
  expect(between[1]?.call.resolvedAt).toBeNull();
  const green = nextRows(between, { open: [a, c], closed: [done], now: 2000 });
  expect(green[1]).toEqual({ call: done, leavesAt: 2000 + LEAVING_MS });
});

test('who calls again while leaving waits again, once', () => {
  const leaving = nextRows(shown, { open: [a, c], closed: [done], now: 0 });
  expect(idsOf(nextRows(leaving, { open: [b, a, c], closed: [], now: 1 }))).toEqual(['b', 'a', 'c']);
});
