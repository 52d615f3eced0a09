import type { NotificationData, NotificationKind, TelephonyAlert } from '@carillon/contract';
import { formatNumber } from '@carillon/telephony';
import { speaksRussian } from '../workspaces/speaks-russian.ts';

type MailedKind = 'missed-call' | 'missed-call-escalated' | 'telephony-alert';
export type MailedNotice = { kind: MailedKind; data: NotificationData; createdAt: Date; count: number; didLabel: string | null };
type Speech = {
  /** A locale somebody chose, or the company's country. */
  language: string;
  timezone: string;
  link: string;
};

const MAILED: ReadonlySet<NotificationKind> = new Set<MailedKind>(['missed-call', 'missed-call-escalated', 'telephony-alert']);

/** What is worth a letter, to those who chose to get any. */
export const isMailed = (kind: NotificationKind): boolean => MAILED.has(kind);

type Words = {
  locale: string;
  hidden: string;
  'missed-call': (who: string) => string;
  'missed-call-escalated': (who: string) => string;
  alert: string;
  alerts: Record<TelephonyAlert, string>;
  when: string;
  line: string;
  count: string;
  due: string;
  open: string;
  why: string;
};

const ENGLISH: Words = {
  locale: 'en-GB',
  hidden: 'a hidden number',
  'missed-call': (who) => `Missed call from ${who}`,
  'missed-call-escalated': (who) => `Nobody has called ${who} back`,
  alert: 'Telephony needs a look',
  alerts: {
    'keys-reissued': 'Notifications of the PBX are refused: were the keys re-issued?',
    'clock-disagrees': 'The clock of the PBX disagrees with ours: check the time zone',
    'notifications-silent': 'The PBX has calls but tells nothing of them',
    'balance-low': 'The telephony balance is low',
    'no-money': 'A call failed: no money on the telephony account',
    'number-expiring': 'A telephone number is about to expire',
    'recordings-wait': 'The disk for recordings is full',
    'report-failed': 'The weekly report could not be sent',
  },
  when: 'When',
  line: 'To',
  count: 'Calls',
  due: 'Call back by',
  open: 'Open in Carillon',
  why: 'You chose such letters in your menu in Carillon, under "Sound and notifications".',
};

const RUSSIAN: Words = {
  locale: 'ru-RU',
  hidden: 'скрытый номер',
  'missed-call': (who) => `Пропущенный звонок: ${who}`,
  'missed-call-escalated': (who) => `Никто не перезвонил: ${who}`,
  alert: 'Обратите внимание на телефонию',
  alerts: {
    'keys-reissued': 'Уведомления АТС отклоняются: ключи перевыпускали?',
    'clock-disagrees': 'Часы АТС расходятся с нашими: проверьте часовой пояс',
    'notifications-silent': 'В АТС есть звонки, но уведомлений о них нет',
    'balance-low': 'На счёте телефонии заканчиваются деньги',
    'no-money': 'Звонок не состоялся: на счёте телефонии нет денег',
    'number-expiring': 'Заканчивается срок номера',
    'recordings-wait': 'Место для записей закончилось',
    'report-failed': 'Еженедельный отчёт не удалось отправить',
  },
  when: 'Когда',
  line: 'Куда звонили',
  count: 'Сколько звонков',
  due: 'Перезвонить до',
  open: 'Открыть в Carillon',
  why: 'Вы выбрали такие письма в своём меню Carillon: «Звук и уведомления».',
};

/** What a letter says of a notice, in the language of whom it is for. */
export function letterWords(notice: MailedNotice, { language, timezone, link }: Speech): { subject: string; text: string } {
  const words = speaksRussian(language) ? RUSSIAN : ENGLISH;
  const { kind, data, createdAt, count } = notice;
  const clock = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: timezone });
  const subject = subjectOf(notice, words);
  const called = kind !== 'telephony-alert';
  const facts = [
    [words.when, clock.format(data.at === undefined ? createdAt : new Date(data.at))],
    [words.line, notice.didLabel ?? (data.did == null ? null : formatNumber(data.did))],
    [words.count, called ? String(count) : null],
    [words.due, called && data.dueAt !== undefined ? clock.format(new Date(data.dueAt)) : null],
    [words.open, link],
  ];
  const said = facts.flatMap(([name, fact]) => (fact == null ? [] : [`${name}: ${fact}`]));
  return { subject, text: [subject, '', ...said, '', words.why, ''].join('\n') };
}

function subjectOf({ kind, data }: MailedNotice, words: Words): string {
  if (kind === 'telephony-alert') {
    const alert = data.alert === undefined ? words.alert : words.alerts[data.alert];
    return data.detail === undefined ? alert : `${alert} (${data.detail})`;
  }
  const number = data.number == null ? null : formatNumber(data.number);
  const who = [data.clientName, number].filter((part) => part != null && part !== '').join(', ');
  return words[kind](who === '' ? words.hidden : who);
}
