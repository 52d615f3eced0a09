import type { Notification } from '@carillon/contract';
import type { Translate } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';

type Speech = {
  t: Translate<'notices'>;
  formatNumber: (number: string) => string;
  /** A moment as the page says it. */
  when: (at: string) => string;
};
export type NoticeWords = { title: string; text: string | null };

/** What a notice says: one sentence, and what else is worth knowing. */
export function noticeWords({ kind, data }: Notification, { t, formatNumber, when }: Speech): NoticeWords {
  const number = data.number == null ? null : formatNumber(data.number);
  const name = data.clientName ?? number ?? t('hidden');
  const line = data.didLabel ?? (data.did == null ? null : formatNumber(data.did));
  const count = data.count ?? 1;
  switch (kind) {
    case 'missed-call':
      return {
        title: t('missed-call', { name }),
        text: joined(line && t('to', { line }), data.dueAt && t('due', { at: when(data.dueAt) })),
      };
    case 'missed-call-escalated':
      return {
        title: t('missed-call-escalated', { name }),
        text: joined(t('calls', { count }), data.at && t('since', { at: when(data.at) })),
      };
    case 'your-client-called':
      return {
        title: t('your-client-called', { name, user: data.userName ?? '', time: durationText(data.talkSeconds ?? 0) }),
        text: number,
      };
    case 'sms-received':
      return { title: t('sms-received', { name }), text: data.text ?? null };
    case 'number-blocked':
      return {
        title: t('number-blocked', { user: data.userName ?? '', pattern: data.pattern ?? number ?? '' }),
        text: data.comment ?? null,
      };
    case 'redirect-bypassed':
      return { title: t('redirect-bypassed', { count }), text: t('redirectBypassedText') };
    case 'telephony-alert':
      return {
        title: data.alert === undefined ? t('alert') : t(`alert.${data.alert}`),
        text: joined(line, data.detail ?? null),
      };
    default:
      return { title: kind satisfies never, text: null }; // a newer server's: better its name than nothing
  }
}

function joined(...parts: (string | null | undefined)[]): string | null {
  const said = parts.filter((part) => part != null && part !== '');
  return said.length > 0 ? said.join(' · ') : null;
}
