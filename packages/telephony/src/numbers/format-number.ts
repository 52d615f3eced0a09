import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** An E.164 number as people read it: `+7 916 123-45-67`, `+44 20 7946 0101`. Whatever can't be read is given back as it came. */
export function formatNumber(e164: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
