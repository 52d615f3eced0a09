const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whole seconds as people say them, the two largest units, of more than a day the hours alone: "12s", "4m 12s", "14h 32m", "89h". */
export function spellSeconds(seconds: number, language: string): string {
  const whole = Math.round(seconds);
  const say = (value: number, unit: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
  if (whole < MINUTE) return say(whole, 'second');
  const [large, rest, unit] =
    whole < HOUR
      ? [say(Math.floor(whole / MINUTE), 'minute'), whole % MINUTE, 'second' as const]
      : [say(Math.floor(whole / HOUR), 'hour'), Math.floor((whole % HOUR) / MINUTE), 'minute' as const];
  return rest === 0 || whole >= DAY ? large : `${large} ${say(rest, unit)}`;
}
