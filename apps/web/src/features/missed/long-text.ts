const HOUR = 60;
const DAY = 24 * HOUR;

/** Whole minutes as people say them: "14 min", "3 hr", "2 days". */
export function longText(minutes: number, language: string): string {
  const [unit, count] = minutes < HOUR ? ['minute', minutes] : minutes < DAY ? ['hour', minutes / HOUR] : ['day', minutes / DAY];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(count));
}
