/** How far one press of a button or an arrow goes. */
export const SKIP_SECONDS = 10;
const FINE_SECONDS = 1;

type Press = { key: string; shiftKey: boolean };

/** Where a key leads in a recording; undefined when the key is none of the player's. Arrows go 10 seconds, with Shift one. */
export function seekTarget(
  { key, shiftKey }: Press,
  { at, seconds }: { at: number; seconds: number | null },
): number | undefined {
  const step = shiftKey ? FINE_SECONDS : SKIP_SECONDS;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return seconds === null ? at + step : Math.min(seconds, at + step);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - step);
    case 'Home':
      return 0;
    case 'End':
      return seconds ?? undefined;
    default:
      return undefined;
  }
}
