import { readNumber } from '@carillon/telephony';

/** The extension behind a number as typed: a person dials it when the other side has answered (3.2). */
export function suffixOf(typed: string, { country, areaCode }: { country: string; areaCode: string | null }): string | null {
  const reading = readNumber(typed, { door: 'typed', country, areaCode: areaCode ?? undefined });
  return reading.kind === 'number' ? (reading.suffix ?? null) : null;
}
