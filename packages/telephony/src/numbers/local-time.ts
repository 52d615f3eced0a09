import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { zoneOffsetMs } from '../time/zone-offset.ts';
import { RUSSIAN_ZONES } from './russian-zones.ts';

export type LocalTime = {
  /** `21:40` */
  time: string;
  /** Before 9 or after 20 there: no hour to call anybody (3.6). */
  quiet: boolean;
};

const FIRST_HOUR = 9;
const LAST_HOUR = 20;

/** What time it is where a number (E.164) belongs, or `null` where that is not known: mobile numbers and 800 of a country of many zones. */
export function localTimeOf(e164: string, now: Date): LocalTime | null {
  const offsets = new Set(zonesOf(e164).map((zone) => zoneOffsetMs(zone, +now)));
  const [offset] = offsets;
  if (offsets.size !== 1 || offset === undefined) return null;
  const there = new Date(+now + offset);
  const hour = there.getUTCHours();
  return { time: there.toISOString().slice(11, 16), quiet: hour < FIRST_HOUR || hour >= LAST_HOUR };
}

function zonesOf(e164: string): readonly string[] {
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed?.country === undefined) return [];
  if (parsed.country === 'RU') return russianZone(parsed.nationalNumber);
  // the standard moved from a getter to a method; runtimes have one of them
  const region = new Intl.Locale(`und-${parsed.country}`) as Intl.Locale & {
    timeZones?: string[];
    getTimeZones?: () => string[];
  };
  return region.getTimeZones?.() ?? region.timeZones ?? [];
}

/** Codes of places begin with 3, 4 or 8; those east and west of Moscow's time are listed, 800 is of no place. */
function russianZone(national: string): readonly string[] {
  const code = national.slice(0, 3);
  const listed = RUSSIAN_ZONES.find(([, codes]) => codes.includes(code));
  if (listed) return [listed[0]];
  return /^(?:3|4|8[1-9])/.test(code) ? ['Europe/Moscow'] : [];
}
