import { useSyncExternalStore } from 'react';
import { type WriteForeign, formatNumber, isForeign } from './format-number.ts';

// The library is 40 kB that most companies never need: it is fetched when the first foreign number is shown.
let foreign: WriteForeign | undefined;
let asked = false;
const listeners = new Set<() => void>();

function ask(): void {
  if (asked) return;
  asked = true;
  void import('libphonenumber-js/min').then(({ parsePhoneNumberFromString }) => {
    foreign = (number) => parsePhoneNumberFromString(number)?.formatInternational() ?? number;
    for (const listener of listeners) listener();
  });
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** A function that writes E.164 numbers for people; the page draws itself again when a foreign number's custom has arrived. */
export function useFormatNumber(): (number: string) => string {
  const known = useSyncExternalStore(subscribe, () => foreign);
  return (number) => {
    if (!known && isForeign(number)) ask();
    return formatNumber(number, known);
  };
}
