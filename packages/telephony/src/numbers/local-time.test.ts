import { expect, test } from 'vitest';
import { localTimeOf } from './local-time.ts';

const NOON_IN_MOSCOW = new Date('2026-03-16T09:00:00Z');

test.each<[whose: string, e164: string, time: string | null, quiet: boolean]>([
  ['Moscow', '+74951234567', '12:00', false],
  ['Kaliningrad', '+74012123456', '11:00', false],
  ['Novosibirsk', '+73832123456', '16:00', false],
  ['Khabarovsk', '+74212123456', '19:00', false],
  ['Kamchatka', '+74152123456', '21:00', true],
  ['a country of one zone', '+4930123456', '10:00', false],
  ['a Belarusian mobile', '+375291234567', '12:00', false],
  ['a Russian mobile: anywhere', '+79161234567', null, false],
  ['8-800: nowhere', '+78001234567', null, false],
  ['a country of many zones', '+12025550143', null, false],
])('3.6 it is the hour of %s', (_whose, e164, time, quiet) => {
  expect(localTimeOf(e164, NOON_IN_MOSCOW)).toEqual(time === null ? null : { time, quiet });
});

test.each<[now: string, quiet: boolean]>([
  ['2026-03-16T05:59:59Z', true],
  ['2026-03-16T06:00:00Z', false],
  ['2026-03-16T16:59:59Z', false],
  ['2026-03-16T17:00:00Z', true],
])('3.6 quiet is before 9 and from 20 on (%s)', (now, quiet) => {
  expect(localTimeOf('+74951234567', new Date(now))?.quiet).toBe(quiet);
});
