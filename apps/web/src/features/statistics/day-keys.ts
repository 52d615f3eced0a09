/** A calendar day of the reader's zone as the API writes it: `2026-03-14`. */
export const dayKey = (at: Date): string =>
  [at.getFullYear(), String(at.getMonth() + 1).padStart(2, '0'), String(at.getDate()).padStart(2, '0')].join('-');

/** Every day of a period, also those without a call; of one that is running, none that is still to come. */
export function dayKeys({ from, to }: { from: Date; to: Date }, now: Date): string[] {
  const keys: string[] = [];
  for (let at = from; at < to && at <= now; at = new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1))
    keys.push(dayKey(at));
  return keys;
}
