import type { MissedCall } from '@carillon/contract';

/** How long somebody who was called back stays on the page, green. */
export const LEAVING_MS = 6_000;

/** A row as the page shows it; `leavesAt` is when one that is done goes. */
export type ShownRow = { call: MissedCall; leavesAt: number | null };

type Told = { open: readonly MissedCall[]; closed: readonly MissedCall[]; now: number };

/** The two lists come one after the other: so long nobody is missed. */
const PATIENCE_MS = 3_000;

/**
 * The rows of the page: those who wait, and, in their old places for some seconds, those who have just been called back. Whom nobody has
 * seen waiting is not shown, and who vanished for another reason goes.
 */
export function nextRows(before: readonly ShownRow[], { open, closed, now }: Told): ShownRow[] {
  const closedById = new Map(closed.map((call) => [call.id, call]));
  const waiting = new Set(open.map(({ id }) => id));
  const rows: ShownRow[] = open.map((call) => ({ call, leavesAt: null }));
  for (const [place, row] of before.entries()) {
    if (waiting.has(row.call.id)) continue;
    const stays = leaving(row, closedById.get(row.call.id), now);
    if (stays.leavesAt > now) rows.splice(Math.min(place, rows.length), 0, stays);
  }
  return rows;
}

function leaving({ call, leavesAt }: ShownRow, done: MissedCall | undefined, now: number): ShownRow & { leavesAt: number } {
  if (done === undefined) return { call, leavesAt: leavesAt ?? now + PATIENCE_MS };
  const isNews = call.resolvedAt === null || leavesAt === null;
  return { call: done, leavesAt: isNews ? now + LEAVING_MS : leavesAt };
}
