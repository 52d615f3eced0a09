import { internationalPrefix } from '../numbers/international-prefix.ts';
import { readNumber, type NumberDoor } from '../numbers/read-number.ts';
import { matchesPattern } from './matches-pattern.ts';

export type PatternReading =
  | { ok: true; pattern: string }
  /** `own`: it would refuse one of us; `number` says which. */
  | { ok: false; because: 'own'; number: string }
  | { ok: false; because: 'bad-number' | 'mask-too-short' };

/** A shorter mask would shut out a whole country. */
const MASK_DIGITS_MIN = 5;
const MASK = /^\+?[\d\s().-]+\*$/;

/**
 * What a person typed into the blacklist: one number, or a prefix mask of five digits or more (10.1).
 *
 * @param own - E.164 numbers of employees and DIDs, and extensions: none of them may be covered.
 */
export function readPattern(
  text: string,
  { country, areaCode, own = [] }: Omit<NumberDoor, 'door'> & { own?: readonly string[] | undefined },
): PatternReading {
  const typed = text.trim();
  const reading = typed.endsWith('*') ? readMask(typed, country) : readExact(typed, { door: 'typed', country, areaCode });
  if (!reading.ok) return reading;
  const ours = own.find((number) => matchesPattern(reading.pattern, number));
  return ours === undefined ? reading : { ok: false, because: 'own', number: ours };
}

function readMask(typed: string, country: string): PatternReading {
  if (!MASK.test(typed)) return { ok: false, because: 'bad-number' };
  const digits = typed.startsWith('+') ? typed.replace(/\D/g, '') : internationalPrefix(typed.replace(/\D/g, ''), country);
  return digits.length < MASK_DIGITS_MIN ? { ok: false, because: 'mask-too-short' } : { ok: true, pattern: `+${digits}*` };
}

function readExact(typed: string, door: NumberDoor): PatternReading {
  const reading = readNumber(typed, door);
  return reading.kind === 'number' ? { ok: true, pattern: reading.e164 } : { ok: false, because: 'bad-number' };
}
