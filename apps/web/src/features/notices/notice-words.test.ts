import type { Notification } from '@carillon/contract';
import { describe, expect, test } from 'vitest';
import english from '../../locales/en/notices.ts';
import { noticeTarget } from './notice-target.ts';
import { noticeWords } from './notice-words.ts';

const said = (key: string, values: Record<string, string | number> = {}) => {
  const text =
    (english as Record<string, string>)[key] ??
    (english as Record<string, string>)[`${key}_${values['count'] === 1 ? 'one' : 'other'}`] ??
    key;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
};
const notice = (kind: Notification['kind'], data: Notification['data'], callId: string | null = 'c1'): Notification => ({
  id: 'n1',
  kind,
  data,
  callId,
  createdAt: '2026-03-14T09:00:00.000Z',
  readAt: null,
});
const speech = { t: said, formatNumber: (number: string) => number, when: () => '09:41' };

describe('a notice', () => {
  test.each<[given: string, notice: Notification, title: string, text: string | null, target: string]>([
    [
      '9.10 a colleague talked with my client',
      notice('your-client-called', {
        clientName: 'Ivanov',
        clientType: 'contact',
        clientId: 'k1',
        userName: 'Boris',
        talkSeconds: 252,
        number: '+7916',
      }),
      'Your client Ivanov called, Boris talked 4:12',
      '+7916',
      '/contacts/k1',
    ],
    [
      '9.3 a missed call of a client',
      notice('missed-call', { clientName: 'Ivanov', didLabel: 'Main', dueAt: '2026-03-14T09:41:00.000Z', missedCallId: 'm1' }),
      'Missed call from Ivanov',
      'to Main · call back by 09:41',
      '/missed',
    ],
    [
      '9.3 a missed call of a hidden number',
      notice('missed-call', { number: null }),
      'Missed call from a hidden number',
      null,
      '/calls/c1',
    ],
    [
      'a caller nobody took',
      notice('missed-call-escalated', { number: '+7916', count: 1, at: '2026-03-14T09:41:00.000Z', missedCallId: 'm1' }, null),
      'Nobody has called +7916 back',
      '1 call · waiting since 09:41',
      '/missed',
    ],
    [
      '10.2 a blocked number',
      notice('number-blocked', { userName: 'Boris', pattern: '+44701*' }),
      'Boris blocked +44701*',
      null,
      '/settings/telephony/blacklist',
    ],
    [
      '1.6 an alert',
      notice('telephony-alert', { alert: 'balance-low', detail: '3 USD' }, null),
      'The telephony balance is low',
      '3 USD',
      '/settings/telephony',
    ],
  ])('%s', (_given, told, ...[title, text, target]) => {
    expect(noticeWords(told, speech)).toEqual({ title, text });
    expect(noticeTarget(told)).toBe(target);
  });
});
