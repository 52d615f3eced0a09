import { spellSeconds } from '../../lib/time/spell-seconds.ts';
import type { Figure } from './change-of.ts';

/** A figure as people read it; a dash when there was nothing to count it from. */
export function figureText(unit: Figure['unit'], value: number | null, language: string): string {
  if (value === null) return '—';
  if (unit === 'seconds') return spellSeconds(value, language);
  return new Intl.NumberFormat(language, unit === 'share' ? { style: 'percent' } : {}).format(value);
}
