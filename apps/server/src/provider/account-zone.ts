import type { AccountTime } from '@carillon/zadarma';

/** Where a country has several zones: the one most of its people live in. */
const MAIN_ZONES: Record<string, string> = {
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  ID: 'Asia/Jakarta',
  KZ: 'Asia/Almaty',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kiev',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
};
const QUARTER_MINUTES = 15;

/**
 * The IANA zone an account's clock most likely follows (requirement F7): one of its country with the same offset now, else one that
 * has it in winter or summer, else a zone without daylight saving. A suggestion: only a person can know.
 */
export function suggestZone(time: AccountTime, { country, now }: { country: string; now: Date }): string {
  const offset = offsetOf(time);
  const zones = zonesOf(country);
  const year = now.getUTCFullYear();
  const moments = [now, new Date(Date.UTC(year, 0, 15)), new Date(Date.UTC(year, 6, 15))];
  for (const moment of moments) {
    const zone = zones.find((each) => offsetMinutes(each, moment) === offset);
    if (zone !== undefined) return zone;
  }
  return zoneWithOffset(offset, now);
}

/** An IANA zone; `+03:00` is none, for it knows no rules. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

function zonesOf(country: string): string[] {
  // Node has it under one of these two names; TypeScript's ES2023 knows neither.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] };
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  const main = MAIN_ZONES[country];
  return main === undefined ? zones : [main, ...zones];
}

/** Minutes ahead of UTC. The word (`UTC+5:30`) counts; without a readable one, how far the account's clock runs ahead. */
function offsetOf({ timezone, unixtime, datetime }: AccountTime): number {
  const word = /^(?:UTC|GMT)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?$/i.exec(timezone.trim());
  if (word) return (word[1] === '-' ? -1 : 1) * (Number(word[2] ?? 0) * 60 + Number(word[3] ?? 0));
  const ahead = (Date.parse(`${datetime.replace(' ', 'T')}Z`) / 1000 - unixtime) / 60;
  return Number.isFinite(ahead) ? Math.round(ahead / QUARTER_MINUTES) * QUARTER_MINUTES : 0;
}

function offsetMinutes(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return offsetOf({ timezone: text, unixtime: 0, datetime: '' });
}

function zoneWithOffset(minutes: number, now: Date): string {
  if (minutes === 0) return 'UTC';
  if (minutes % 60 === 0) return `Etc/GMT${minutes > 0 ? '-' : '+'}${Math.abs(minutes / 60)}`; // the sign is the other way round there
  return Intl.supportedValuesOf('timeZone').find((zone) => offsetMinutes(zone, now) === minutes) ?? 'UTC';
}
