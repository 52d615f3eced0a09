import { describe, expect, test } from 'vitest';
import { isZone, suggestZone } from './account-zone.ts';

const winter = new Date('2026-01-15T12:00:00Z');
const summer = new Date('2026-07-15T12:00:00Z');
const zoneOf = (timezone: string, country: string, now = winter) =>
  suggestZone({ timezone, unixtime: 1_483_228_800, datetime: '2017-01-01 00:00:00' }, { country, now });

describe("F7 the zone of an account is suggested from its offset and the company's country", () => {
  test.each<[string, string, Date, string]>([
    ['UTC+3', 'RU', winter, 'Europe/Moscow'],
    ['UTC+5', 'RU', winter, 'Asia/Yekaterinburg'],
    ['UTC+1', 'DE', winter, 'Europe/Berlin'],
    ['UTC+2', 'DE', summer, 'Europe/Berlin'],
    ['UTC+1', 'DE', summer, 'Europe/Berlin'],
    ['UTC-5', 'US', winter, 'America/New_York'],
    ['UTC-8', 'US', winter, 'America/Los_Angeles'],
    ['UTC+5:30', 'IN', winter, 'Asia/Calcutta'],
    ['UTC+0', 'GB', winter, 'Europe/London'],
    ['UTC+0', 'RU', winter, 'UTC'],
    ['UTC+9', 'DE', winter, 'Etc/GMT-9'],
  ])('%s in %s at %s', (timezone, country, now, expected) => {
    const zone = zoneOf(timezone, country, now);
    expect([expected, sameZone(expected)]).toContain(zone);
    expect(isZone(zone)).toBe(true);
  });

  test('a word that can not be read gives way to how far the clock runs ahead', () => {
    const time = { timezone: 'MSK', unixtime: 1_483_228_800, datetime: '2017-01-01 03:00:01' };
    expect(suggestZone(time, { country: 'RU', now: winter })).toBe('Europe/Moscow');
  });
});

test('F7 offsets and inventions are no zones', () => {
  expect(['Europe/Moscow', 'UTC', 'Etc/GMT-3'].map(isZone)).toEqual([true, true, true]);
  expect(['+03:00', '', 'Mars/Olympus', 'Moscow'].map(isZone)).toEqual([false, false, false, false]);
});

/** Some zones have two names; which one a machine prefers depends on its version of the zone database. */
function sameZone(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
