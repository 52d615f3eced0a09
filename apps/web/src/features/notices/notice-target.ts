import type { Notification } from '@carillon/contract';

const CLIENT_PAGES = { contact: '/contacts', company: '/companies', lead: '/leads' } as const;

/** Where a notice leads: to what can be done about it, else to the call it is about. */
export function noticeTarget({ kind, data, callId }: Notification): string {
  const call = callId === null ? '/calls' : `/calls/${callId}`;
  switch (kind) {
    case 'missed-call':
    case 'missed-call-escalated':
      return data.missedCallId === undefined ? call : '/missed';
    case 'your-client-called':
      return data.clientId !== undefined && data.clientType ? `${CLIENT_PAGES[data.clientType]}/${data.clientId}` : call;
    case 'sms-received':
      return data.clientId !== undefined && data.clientType ? `${CLIENT_PAGES[data.clientType]}/${data.clientId}` : '/contacts';
    case 'number-blocked':
      return '/settings/telephony/blacklist';
    case 'redirect-bypassed':
      return call;
    case 'telephony-alert':
      return data.alert === 'report-failed' ? '/settings/weekly-report' : '/settings/telephony';
    default:
      return kind satisfies never;
  }
}
