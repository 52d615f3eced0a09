/** A day's key (`2026-03-14`) or an hour's (`09`) for people. */
export function timeText(key: string, language: string, width: 'short' | 'long'): string {
  const [year, month, date] = key.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return `${key}:00`;
  const day = new Date(year, month - 1, date);
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(width === 'long' && { weekday: 'short' }),
  }).format(day);
}
