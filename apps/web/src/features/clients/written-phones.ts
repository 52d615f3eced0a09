import type { PhoneDraft } from './phone-inputs.tsx';

/** What was really typed: lines left empty are none. */
export const writtenPhones = (phones: readonly PhoneDraft[]): { number: string; label: string }[] =>
  phones
    .filter(({ number }) => number.trim() !== '')
    .map(({ number, label }) => ({ number: number.trim(), label: label.trim() }));
