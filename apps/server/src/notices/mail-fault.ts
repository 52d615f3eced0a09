import type { LetterFault } from '@carillon/contract';

const FAULTS: Readonly<Record<string, LetterFault>> = {
  EAUTH: 'sign-in',
  ENOAUTH: 'sign-in',
  EENVELOPE: 'address-refused',
  EMESSAGE: 'letter-refused',
  ECONNECTION: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EDNS: 'unreachable',
  ENOTFOUND: 'unreachable',
  ESOCKET: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ETLS: 'unreachable',
};

/** No more of an error than this: a mail server's own words may hold addresses. */
export function mailFault(error: unknown): { code?: unknown; responseCode?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The same in one of our words. */
export function letterFault(error: unknown): LetterFault {
  const { code } = mailFault(error);
  return (typeof code === 'string' ? FAULTS[code] : undefined) ?? 'other';
}

/** Whether it is this letter's fault, and others may go. */
export const isOwnFault = (fault: LetterFault): boolean => fault === 'address-refused' || fault === 'letter-refused';
