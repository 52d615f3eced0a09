const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Whole seconds as people say them, the two largest units: "12s", "4m 12s", "14h 32m". */
export function spellSeconds(seconds: number, language: string): string {
  const whole = Math.round(seconds);
  const say = (value: number, unit: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
  if (whole < MINUTE) return say(whole, 'second');
  const [large, rest, unit] =
    whole < HOUR
      ? [say(Math.floor(whole / MINUTE), 'minute'), whole % MINUTE, 'second' as const]
      : [say(Math.floor(whole / HOUR), 'hour'), Math.floor((whole % HOUR) / MINUTE), 'minute' as const];
  return rest === 0 ? large : `${large} ${say(rest, unit)}`;
}
