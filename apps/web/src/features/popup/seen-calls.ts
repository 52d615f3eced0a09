const KEPT = 'carillon.seen-calls';
const KEPT_MAX = 50;

/** Calls that somebody could see in any tab of this browser: what a hidden tab missed is then no news. */
export function seenCalls(): ReadonlySet<string> {
  try {
    return new Set((localStorage.getItem(KEPT) ?? '').split(',').filter(Boolean));
  } catch {
    return new Set(); // storage is switched off
  }
}

export function keepSeenCalls(callIds: readonly string[]): void {
  const known = seenCalls();
  const fresh = callIds.filter((id) => id !== '' && !known.has(id));
  if (fresh.length === 0) return;
  try {
    localStorage.setItem(KEPT, [...known, ...fresh].slice(-KEPT_MAX).join());
  } catch {
    // without storage a hidden tab may show a call that was seen in another: harmless
  }
}
