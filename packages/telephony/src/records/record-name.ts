import { formatNumber } from '../numbers/format-number.ts';

type About = {
  number: string;
  /** The label of the called number, or itself. */
  did: string | null;
  /** The day, as it is written here. */
  date: string;
};

/** The name of a record that a call makes (6.5): what is empty leaves no gap, and an empty name is the number. */
export function recordName(template: string, { number, did, date }: About): string {
  const parts: Record<string, string> = { '{number}': formatNumber(number), '{did}': did ?? '', '{date}': date };
  const name = template.replace(/\{[^{}]*\}/g, (typed) => parts[typed] ?? typed);
  return name.replace(/\s+/g, ' ').trim() || formatNumber(number);
}
