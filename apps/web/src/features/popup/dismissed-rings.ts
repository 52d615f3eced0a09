const KEPT = 'carillon.dismissed-rings';
const KEPT_MAX = 30;

/** The rings dismissed in this browser, so that a reload does not bring them back. */
export function dismissedRings(): ReadonlyMap<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return new Map(Array.isArray(kept) ? kept.filter(isPair) : []);
  } catch {
    return new Map(); // storage is switched off, or somebody else wrote there
  }
}

export function keepDismissedRing(callId: string, ring: number): void {
  const rings = new Map(dismissedRings());
  if (ring <= (rings.get(callId) ?? -1)) return;
  rings.set(callId, ring);
  try {
    localStorage.setItem(KEPT, JSON.stringify([...rings].slice(-KEPT_MAX)));
  } catch {
    // without storage the pop-up comes back after a reload: harmless
  }
}

const isPair = (value: unknown): value is [string, number] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
