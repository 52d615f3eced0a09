import { spellSeconds } from '../../lib/time/spell-seconds.ts';
import type { Change } from './change-of.ts';

const ARROW = { up: '▲', down: '▼', same: '=' };

/** A change without its meaning: "▲ 8%", "▼ 3s", "▲ 2 pp"; `points` is the word for percentage points. */
export function changeText({ amount, by, trend }: Change, { language, points }: { language: string; points: string }): string {
  if (trend === 'same') return ARROW.same;
  const size = Math.abs(amount);
  const number = new Intl.NumberFormat(language);
  const said = {
    count: () => number.format(size),
    seconds: () => spellSeconds(size, language),
    percent: () => new Intl.NumberFormat(language, { style: 'percent' }).format(size / 100),
    points: () => `${number.format(size)} ${points}`,
  }[by]();
  return `${ARROW[trend]} ${said}`;
}
