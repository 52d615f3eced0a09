import { ApiError } from '../../lib/api.ts';

/** The server's words about single fields, by their pointer: `/phones/0/number`. */
export function fieldFaults(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.errors.map(({ pointer, detail }) => [pointer, detail]));
}

/** Of them those about numbers, by the number's index among the written ones. */
export function phoneFaults(faults: Record<string, string>): Record<number, string> {
  const found: Record<number, string> = {};
  for (const [pointer, detail] of Object.entries(faults)) {
    const index = /^\/phones\/(\d+)/.exec(pointer)?.[1];
    if (index !== undefined) found[Number(index)] = detail;
  }
  return found;
}
