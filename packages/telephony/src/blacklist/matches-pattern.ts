/** Whether a pattern covers a number (10.4): the very E.164 number, or a mask's beginning (`+44701*`). Never a suffix. */
export function matchesPattern(pattern: string, e164: string): boolean {
  return pattern.endsWith('*') ? e164.startsWith(pattern.slice(0, -1)) : e164 === pattern;
}
