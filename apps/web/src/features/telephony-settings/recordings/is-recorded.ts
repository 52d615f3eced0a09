const OFF = new Set(['', 'off', 'false']);

/** Whether the PBX records an extension, out of its own word for it (`Without recognition`, `on`, `off_store`); null = not known. */
export function isRecorded(word: string | null): boolean | null {
  return word === null ? null : !OFF.has(word) && !word.startsWith('off_');
}
