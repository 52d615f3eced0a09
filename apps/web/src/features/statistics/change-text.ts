import { spellSeconds } from '../../lib/time/spell-seconds.ts';
import type { Change } from './change-of.ts';

type Words = { language: string /** For percentage points. */; points: string };

/** How large a change is, without its direction: "8%", "3s", "2 pp". */
export function sizeText({ amount, by }: Change, { language, points }: Words): string {
  const size = Math.abs(amount);
  const number = new Intl.NumberFormat(language);
  switch (by) {
    case 'count':
      return number.format(size);
    case 'seconds':
      return spellSeconds(size, language);
    case 'percent':
      return new Intl.NumberFormat(language, { style: 'percent' }).format(size / 100);
    case 'points':
      return `${number.format(size)} ${points}`;
    default:
      return by satisfies never;
  }
}
