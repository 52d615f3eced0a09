const KEPT = 'carillon.read-clicks';
const KEPT_MAX = 30;

/** Whether this browser's person has read already that no call came of this click. */
export const isReadClick = (callId: string): boolean => readClicks().includes(callId);

export function keepReadClick(callId: string): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...readClicks(), callId].slice(-KEPT_MAX)));
  } catch {
    // without storage it is said again after a reload: harmless
  }
}

function readClicks(): readonly unknown[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // storage is switched off, or somebody else wrote there
  }
}
