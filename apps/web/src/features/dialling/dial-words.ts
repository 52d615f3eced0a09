import type { DialWarning } from '@carillon/contract';
import type { Translate } from '../../lib/i18n/use-t.ts';
import type { Refusal } from './dial-state.ts';

const SAID = new Set([
  'not-connected',
  'no-extension',
  'no-mobile',
  'already-dialling',
  'already-claimed',
  'bad-number',
  'own-number',
  'free-dialling',
  'others-client',
  'provider-limit',
  'provider-refused',
  'provider-unavailable',
  'keys-refused',
  'network',
] as const);
type Said = typeof SAID extends Set<infer Code> ? Code : never;
const isSaid = (code: string): code is Said => (SAID as Set<string>).has(code); // a Set of literals asks for literals

/** 3.4: every failure in words of its own; `undefined` for one that has to do with anything but dialling. */
export function refusalWords({ code }: Pick<Refusal, 'code'>, t: Translate<'dialling'>): string | undefined {
  return isSaid(code) ? t(`refused.${code}`) : undefined;
}

/** 3.6, 3.10: what is said before the call. */
export function warningWords({ code, client, localTime, colleague }: DialWarning, t: Translate<'dialling'>, who: string): string {
  if (code === 'do-not-call') return t('warning.do-not-call', { name: client?.name ?? who });
  if (code === 'claimed') return t('warning.claimed', { name: colleague?.name ?? who });
  if (code === 'blacklisted') return t('warning.blacklisted');
  return localTime === null ? t('warning.quiet-hours-plain') : t('warning.quiet-hours', { time: localTime });
}

/** Where the telephone in the hand may do what the PBX can't. */
export const isObstacle = (code: string): boolean => code === 'not-connected' || code === 'no-extension' || code === 'no-mobile';

const RETRIED = new Set([
  'provider-limit',
  'provider-refused',
  'provider-unavailable',
  'network',
  'internal',
  'database-unavailable',
]);
/** Another try may help; a wrong number stays wrong. */
export const isWorthRetry = (code: string): boolean => RETRIED.has(code);
