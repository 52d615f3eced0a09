/** How fine a roll-up counts, in steps of UTC. */
export type Grain = 'day' | 'hour' | 'quarter';
/** A stretch of time and what it is read from; `calls` = the journal itself. */
export type Segment = { from: number; to: number; grain: Grain | 'calls' };

const STEP_MS: Readonly<Record<Grain, number>> = { day: 86_400_000, hour: 3_600_000, quarter: 900_000 };

/** A period in whole steps of the coarsest grain, its two ends in finer ones, and what is left of them in single calls. */
export function coverPeriod({ from, to }: { from: number; to: number }, [grain, ...finer]: readonly Grain[]): Segment[] {
  if (from >= to) return [];
  if (grain === undefined) return [{ from, to, grain: 'calls' }];
  const step = STEP_MS[grain];
  const first = Math.ceil(from / step) * step;
  const last = Math.floor(to / step) * step;
  if (first >= last) return coverPeriod({ from, to }, finer);
  return [
    ...coverPeriod({ from, to: first }, finer),
    { from: first, to: last, grain },
    ...coverPeriod({ from: last, to }, finer),
  ];
}
