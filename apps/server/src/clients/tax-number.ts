const WEIGHTS_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const WEIGHTS_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const WEIGHTS_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** Whether this is an ИНН: 10 digits of a company or 12 of a person, with right check digits (order of the tax service, № ЕД-7-14/617@). */
export function isTaxNumber(text: string): boolean {
  if (!/^(\d{10}|\d{12})$/.test(text)) return false;
  const digits = Array.from(text, Number);
  const holds = (weights: readonly number[]) =>
    (weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0) % 11) % 10 === digits[weights.length];
  return text.length === 10 ? holds(WEIGHTS_10) : holds(WEIGHTS_11) && holds(WEIGHTS_12);
}

/** КПП: four digits of the tax office, two digits or letters of the reason, three of the order. */
export const isTaxReason = (text: string): boolean => /^\d{4}[\dA-Z]{2}\d{3}$/.test(text);
