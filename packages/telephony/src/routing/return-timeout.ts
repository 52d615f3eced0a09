/**
 * How long a phone rings before the PBX takes the call back to its scenario, as the reply's `return_timeout`.
 *
 * @param seconds - `0` lets the phone ring for ever; otherwise whole seconds, 3 to 120 (our upper bound).
 * @returns The same number, or the reason why it can't be one: the PBX documents no meaning for 1, 2, negatives and fractions.
 * @see https://zadarma.com/en/support/api/ — NOTIFY_START, "return_timeout".
 */
export function returnTimeout(seconds: number): { ok: true; seconds: number } | { ok: false; because: 'out-of-range' } {
  const allowed = Number.isInteger(seconds) && (seconds === 0 || (seconds >= 3 && seconds <= 120));
  return allowed ? { ok: true, seconds } : { ok: false, because: 'out-of-range' };
}
