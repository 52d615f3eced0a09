import { speaksRussian } from '../../workspaces/speaks-russian.ts';

type Titled = {
  name: string;
  calls: number;
  lastAt: Date;
  timezone: string;
  /** A locale somebody chose, or the company's country. */
  language: string;
};

/** "Call back NAME: 3 missed calls, the last on 12 Nov, 14:02". */
export function taskTitle({ name, calls, lastAt, timezone, language }: Titled): string {
  const russian = speaksRussian(language);
  const time = new Intl.DateTimeFormat(russian ? 'ru' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone,
  }).format(lastAt);
  if (russian)
    return `Перезвонить: ${name} — ${calls === 1 ? `пропущенный звонок ${time}` : `пропущенных звонков: ${calls}, последний ${time}`}`;
  return `Call back ${name}: ${calls === 1 ? `a missed call, ${time}` : `${calls} missed calls, the last ${time}`}`;
}
