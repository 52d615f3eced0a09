import { expect, test } from 'vitest';
import { type SpeedStorage, keepSpeed, keptSpeed, speedText } from './speed.ts';

function storage(): SpeedStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test('5.5 the speed chosen last is there again after a reload', () => {
  const kept = storage();
  keepSpeed(kept, 1.75);
  expect(keptSpeed(kept)).toBe(1.75);
});

test.each([null, '', 'fast', '3', '-1', 'NaN'])('5.5 %j in the storage means the normal speed', (value) => {
  expect(keptSpeed({ getItem: () => value, setItem: () => undefined })).toBe(1);
});

test('5.5 a browser without storage plays at the normal speed', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const none = { getItem: refuse, setItem: refuse };
  keepSpeed(none, 2);
  expect(keptSpeed(none)).toBe(1);
});

test('5.5 a speed reads with the decimal sign of the language', () => {
  expect(speedText(0.75, 'en')).toBe('0.75×');
  expect(speedText(1.25, 'ru')).toBe('1,25×');
});
