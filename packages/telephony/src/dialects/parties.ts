import type { Party } from '../call.ts';
import { readNumber } from '../numbers/read-number.ts';

/** How an account's words are to be read: its zone, its country, and what of the numbers is ours. */
export type AccountContext = {
  /** IANA zone of the times the PBX writes. */
  accountTimezone: string;
  /** ISO 3166 country of the workspace. */
  country: string;
  areaCode?: string | undefined;
  /** Whose extension this is at this moment. */
  userOf: (extension: string) => string | null;
  /** Own extensions and employees' numbers (E.164): a call to or from one is a leg of ours. Unset: every short number is one. */
  own?: { extensions: ReadonlySet<string>; numbers: ReadonlySet<string> } | undefined;
};

/** Nobody's number outside: an extension, or a service. */
export const SHORT = /^\d{1,6}$/;

/** An extension by its full login, `1234-100`: with the account's number in front it has as many digits as a telephone. */
const LOGIN = /^\s*\d+-\d{3}\s*$/;

/** The last part of `1234-100`: the extension as people know it (F8 looks its user up by it). */
export function shortExtension(internal: string | null): string | null {
  const last = internal?.slice(internal.lastIndexOf('-') + 1).trim() ?? '';
  return last === '' ? null : last;
}

/** An extension and whose it is. */
export function seat(
  internal: string | null,
  { userOf }: Pick<AccountContext, 'userOf'>,
): { extension: string | null; userId: string | null } {
  const extension = shortExtension(internal);
  return { extension, userId: extension === null ? null : userOf(extension) };
}

/** One side of a call, as the PBX names it. */
export function party(text: string, { country, areaCode }: Pick<AccountContext, 'country' | 'areaCode'>): Party {
  if (LOGIN.test(text)) return { text, e164: null, readings: [] };
  const reading = readNumber(text, { door: 'pbx', country, areaCode });
  return reading.kind === 'number'
    ? { text, e164: reading.e164, readings: reading.readings }
    : { text, e164: null, readings: [] };
}

/** A number of the company in E.164; `null` when it is none that can be read. */
export function ownNumber(text: string, context: AccountContext): string | null {
  return party(text, context).e164;
}

/** 3.9: the phone that rings first in a callback, or a call among ourselves, is nobody's client. */
export function isOwnLeg(other: Party, callType: string | null, { own, userOf }: AccountContext): boolean {
  if (callType === 'callback_leg1') return true;
  if (other.e164 !== null) return other.readings.some((reading) => own?.numbers.has(reading));
  const extension = shortExtension(other.text.replace(/^\+/, ''));
  if (extension === null || !SHORT.test(extension) || /^0+$/.test(extension)) return false;
  return own === undefined || own.extensions.has(extension) || userOf(extension) !== null;
}
