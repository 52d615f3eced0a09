/** A source of chance that a seed decides wholly: the same seed and label give the same sequence on every machine. */
export type Random = {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean;
  /** One of the list. @throws RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T;
  /** So many lowercase hexadecimal characters. */
  hex(length: number): string;
  /** A stream of its own: what is drawn from it never depends on what others drew before. */
  fork(label: string): Random;
};

/** The stream that belongs to this seed. */
export function seededRandom(seed: string | number): Random {
  const next = mulberry32(hash(String(seed)));
  return {
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new RangeError('Nothing to pick from');
      return chosen;
    },
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(''),
    fork: (label) => seededRandom(`${seed}/${label}`),
  };
}

/** FNV-1a: enough to turn any label into a starting point. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

function mulberry32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
