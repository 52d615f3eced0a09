import type { ComparedSpans } from '../../lib/time/compared-spans.ts';

type Words = {
  language: string;
  now: Date;
  /** "… against …": which days, which days before; `running` when they are not over. */
  against: (values: { days: string; before: string; running: number }) => string;
};

/** Which days are shown and which they are held against: "8–14 March, against 1–7 March". */
export function spansText({ now: shown, before }: ComparedSpans, { language, now, against }: Words): string {
  const sameYear = shown.from.getFullYear() === now.getFullYear() && before.from.getFullYear() === now.getFullYear();
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) });
  const text = ({ from, to }: { from: Date; to: Date }) => format.formatRange(from, new Date(+to - 1));
  return against({ days: text(shown), before: text(before), running: Number(now < shown.to) });
}
