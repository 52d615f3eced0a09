import { speaksRussian } from '../../workspaces/speaks-russian.ts';

type Titled = {
  name: string;
  did: string | null;
  at: Date;
  timezone: string;
  /** A locale somebody chose, or the company's country. */
  language: string;
};

/** "Missed call from NAME to DID at TIME" (9.3). */
export function missedCallTitle({ name, did, at, timezone, language }: Titled): string {
  const time = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', timeZone: timezone }).format(at);
  if (speaksRussian(language)) return `Пропущенный звонок: ${name}${did === null ? '' : `, на ${did}`}, в ${time}`;
  return `Missed call from ${name}${did === null ? '' : ` to ${did}`} at ${time}`;
}
