import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { hasTrunkEight } from './trunk-eight.ts';

/** The beginning of a number as people write it at home, as E.164 digits: `8495` in Russia is `7495`, `0044` anywhere `44`. */
export function internationalPrefix(digits: string, country: string): string {
  const code = isSupportedCountry(country) ? getCountryCallingCode(country) : '';
  if (digits.startsWith('00')) return digits.slice(2);
  if (hasTrunkEight(country)) {
    if (digits.startsWith('810')) return digits.slice(3);
    return digits.startsWith('8') ? code + digits.slice(1) : digits;
  }
  return digits.startsWith('0') ? code + digits.slice(1) : digits;
}
