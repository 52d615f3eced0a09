type Stretch = { from: number; to: number };

/** Stretches of time in their order, those that touch or overlap as one. */
export function joinNeighbours(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(to, last.to);
    else joined.push({ from, to });
  }
  return joined;
}
