type Words = { today: (time: string) => string; yesterday: (time: string) => string };

/** A moment as a pop-up says it: “today at 14:02”, “yesterday at 9:30”, “3 Mar”, “3 Mar 2024”. In the reader's time zone. */
export function whenText(iso: string, now: Date, { language, words }: { language: string; words: Words }): string {
  const at = new Date(iso);
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0) return words.today(time);
  if (days === 1) return words.yesterday(time);
  const sameYear = at.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    at,
  );
}

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
