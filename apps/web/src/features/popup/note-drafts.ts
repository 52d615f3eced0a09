const KEPT = 'carillon.note-drafts';
const KEPT_MAX = 20;

type Draft = { noteId: string; text: string };

/** What was typed on a call and has not reached the server yet. */
export function noteDraft(callId: string): Draft | undefined {
  return drafts().find(([id]) => id === callId)?.[1];
}

/** `null` forgets it. */
export function keepNoteDraft(callId: string, draft: Draft | null): void {
  const others = drafts().filter(([id]) => id !== callId);
  try {
    localStorage.setItem(KEPT, JSON.stringify(draft ? [...others, [callId, draft]].slice(-KEPT_MAX) : others));
  } catch {
    // without storage a reload may cost the last half second of typing
  }
}

function drafts(): [string, Draft][] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return []; // storage is switched off, or somebody else wrote there
  }
}

const isEntry = (value: unknown): value is [string, Draft] =>
  Array.isArray(value) &&
  typeof value[0] === 'string' &&
  typeof value[1]?.noteId === 'string' &&
  typeof value[1]?.text === 'string';
