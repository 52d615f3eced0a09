import type { Translate } from '../../lib/i18n/use-t.ts';
import type { PhoneFault } from './phone-line.ts';

const OWN = ['insecure', 'scripts', 'blocked', 'domain-not-allowed'] as const;

/** Why the phone does not work, in words; what the API said by itself is said by `errorText`. */
export function faultWords(fault: PhoneFault, t: Translate<'browser-phone'>, apiWords: (code: string) => string): string {
  const own = OWN.find((code) => code === fault.code);
  return own ? t(`fault.${own}`, { host: fault.host ?? '' }) : apiWords(fault.code);
}
