import { ZadarmaError } from './zadarma-error.ts';

/** One JSON object of the provider. The same field is a number here and a string there, so nothing is believed before it is read. */
export type Answer = Readonly<Record<string, unknown>>;

export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Phone numbers, extensions, ids, money: always text. @throws {ZadarmaError} `provider-fault` when it is not there. */
export function text(answer: Answer, name: string): string {
  return optionalText(answer, name) ?? missing(name);
}

/** `null` stands for every way the provider says "nothing": absent, null, empty, `false` and the word "false". */
export function optionalText(answer: Answer, name: string): string | null {
  const value = answer[name];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '' || value === 'false') return null;
  return value;
}

/** Counts and seconds. @throws {ZadarmaError} `provider-fault` when it is no whole number. */
export function wholeNumber(answer: Answer, name: string): number {
  return optionalWholeNumber(answer, name) ?? missing(name);
}

export function optionalWholeNumber(answer: Answer, name: string): number | null {
  const value = optionalText(answer, name);
  if (value === null) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** `true`, `"true"`, `"1"`, 1, `"on"` and `"y"` all mean yes; anything else means no. */
export function flag(answer: Answer, name: string): boolean {
  const value = answer[name];
  return value === true || value === 1 || (typeof value === 'string' && /^(?:true|1|on|y|yes)$/i.test(value));
}

/** As {@link flag}, where silence must not be taken for "no". @throws {ZadarmaError} `provider-fault` when it is not there. */
export function promisedFlag(answer: Answer, name: string): boolean {
  return answer[name] === undefined || answer[name] === null ? missing(name) : flag(answer, name);
}

/** The objects of a list. @throws {ZadarmaError} `provider-fault` when there is no list or something else stands in it. */
export function objects(answer: Answer, name: string): readonly Answer[] {
  const value = answer[name];
  if (!Array.isArray(value) || !value.every(isAnswer)) return missing(name);
  return value;
}

/** Numbers and ids of a list, as text; a lone value counts as a list of one, nothing as an empty one. */
export function texts(answer: Answer, name: string): readonly string[] {
  const value = answer[name];
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === 'number' || (typeof item === 'string' && item !== '')).map(String);
}

/** A nested object; an empty one when PHP sent its empty list instead. */
export function object(answer: Answer, name: string): Answer {
  const value = answer[name];
  return isAnswer(value) ? value : {};
}

function missing(name: string): never {
  throw new ZadarmaError('provider-fault', `The answer has no usable "${name}".`);
}
