import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { hasTrunkEight } from './trunk-eight.ts';

/** Who handed us the number: the PBX (digits, mostly international) or a person or file (national habits first). */
export type NumberDoor = {
  door: 'pbx' | 'typed';
  /** ISO 3166 country of the workspace, `RU`. */
  country: string;
  /** The workspace's own area code, `495`: completes seven local digits. */
  areaCode?: string | undefined;
};

export type NumberReading =
  | { kind: 'hidden' }
  /** Six digits or fewer: an extension or a short number, never a client. */
  | { kind: 'short'; digits: string }
  | { kind: 'number'; e164: string; readings: readonly string[]; suffix?: string }
  | { kind: 'unreadable' };

const HIDDEN = new Set(['', '0', 'anonymous', 'unknown', 'restricted', 'private', 'withheld', 'unavailable']);
const SHORT_DIGITS_MAX = 6;
const LOCAL_DIGITS = 7;
const E164_DIGITS_MAX = 15;
/** What a person writes before the extension of somebody's office: `доб. 123`, `ext 5`, `#12`, `;ext=7`. */
const SUFFIX = /[\s,;(]*(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|x|х|#|,|;)\s*[.:=]?\s*(\d{1,8})\s*\)?\s*$/iu;

/**
 * What a number is, in E.164 (requirement F6). Never throws.
 *
 * @returns all valid readings, the door's own first: `84951112233` is valid both in Moscow and in Vietnam.
 *   From the PBX an unknown form is kept as `+digits`; typed it is `unreadable`.
 */
export function readNumber(text: string, door: NumberDoor): NumberReading {
  const trimmed = text.trim();
  if (HIDDEN.has(trimmed.toLowerCase())) return { kind: 'hidden' };
  return door.door === 'pbx' ? readFromPbx(trimmed, door) : readTyped(trimmed, door);
}

function readFromPbx(text: string, door: NumberDoor): NumberReading {
  const digits = digitsOf(text);
  if (digits === '') return { kind: 'hidden' }; // a word where the number stands: whatever it says, nobody is named
  if (digits.length <= SHORT_DIGITS_MAX) return { kind: 'short', digits };
  const international = validE164(`+${digits}`);
  // an explicit plus settles it; the country's own code in front can't be read nationally in another way
  if (international !== null && (text.startsWith('+') || !startsLikeNational(digits, door))) return numberOf([international]);
  const readings = unique([international, national(digits, door)]);
  return numberOf(readings.length > 0 ? readings : [`+${digits}`]);
}

function readTyped(typed: string, door: NumberDoor): NumberReading {
  const suffix = SUFFIX.exec(typed);
  const bare = suffix ? typed.slice(0, suffix.index) : typed;
  const digits = digitsOf(bare);
  if (digits === '' || /[\p{L}]/u.test(bare)) return { kind: 'unreadable' };
  if (digits.length <= SHORT_DIGITS_MAX) return { kind: 'short', digits };
  const international = bare.trim().startsWith('+') ? validE164(`+${digits}`) : null;
  const readings =
    international !== null ? [international] : unique([national(digits, door), validE164(`+${digits}`), abroad(digits, door)]);
  return readings.length > 0 ? numberOf(readings, suffix?.[1]) : { kind: 'unreadable' };
}

/** The number by the country's own rules: trunk prefix, exit code, local digits. */
function national(digits: string, { country, areaCode }: NumberDoor): string | null {
  if (digits.length === LOCAL_DIGITS && areaCode) return validE164(areaCode + digits, country);
  return validE164(digits, country);
}

/** The number behind an exit code: `810…` where that leads out of the country, `00…` as the rest of the world writes it. */
function abroad(digits: string, { country }: NumberDoor): string | null {
  if (digits.startsWith('00')) return validE164(`+${digits.slice(2)}`);
  if (digits.startsWith('810') && hasTrunkEight(country)) return validE164(`+${digits.slice(3)}`);
  return null;
}

/** Whether national rules could give another reading than `+digits`; spares the second look at nearly every number. */
function startsLikeNational(digits: string, { country }: NumberDoor): boolean {
  if (hasTrunkEight(country)) return digits.startsWith('8') || digits.length <= 10;
  return true;
}

/** A number is read at the door, in the decision, in the fold, and when it calls again: parsing costs 50 µs, remembering next to none. */
const remembered = new Map<string, string | null>();
const REMEMBERED_MAX = 5_000;

function validE164(text: string, country = ''): string | null {
  const key = `${country} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const e164 = parseE164(text, country);
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(key, e164);
  return e164;
}

function parseE164(text: string, country: string): string | null {
  if (digitsOf(text).length > E164_DIGITS_MAX + 3) return null;
  const parsed = parsePhoneNumberFromString(text, country === '' ? undefined : (country as CountryCode)); // an unknown country only fails to match
  return parsed?.isValid() ? parsed.number : null;
}

function numberOf(readings: readonly string[], suffix?: string): NumberReading {
  const e164 = readings[0];
  if (e164 === undefined) return { kind: 'unreadable' };
  return suffix === undefined ? { kind: 'number', e164, readings } : { kind: 'number', e164, readings, suffix };
}

function digitsOf(text: string): string {
  return text.replace(/\D+/g, '');
}

function unique(readings: readonly (string | null)[]): string[] {
  return [...new Set(readings.filter((reading) => reading !== null))];
}
