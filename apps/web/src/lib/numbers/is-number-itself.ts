const digitsOf = (text: string): string => text.replaceAll(/\D/gu, '');

/** Whether a record has no other name than this number: it is said once, not twice side by side. */
export function isNumberItself(name: string | undefined, number: string | null): boolean {
  return name !== undefined && number !== null && !/\p{L}/u.test(name) && digitsOf(name) === digitsOf(number);
}
