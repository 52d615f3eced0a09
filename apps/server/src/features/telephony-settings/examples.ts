import { DEFAULT_DIALLING, DEFAULT_FEATURES } from '@carillon/contract';

/** As the page of a connected account shows it. */
export const SETTINGS_EXAMPLE = {
  provider: 'zadarma',
  providers: [
    {
      id: 'zadarma',
      name: 'Zadarma',
      keysUrl: 'https://my.zadarma.com/api/',
      ipRanges: ['185.45.152.40/30'],
      browserPhone: true,
    },
  ],
  apiKey: '0123456789abcdef0123',
  secretSet: true,
  connected: true,
  country: 'RU',
  areaCode: '495',
  accountTimezone: 'Europe/Moscow',
  timezoneConfirmed: true,
  clockSkewMinutes: null,
  webhookUrl: 'https://crm.example.com/zadarma',
  defaultResponsibleId: null,
  ipAllowList: { enabled: false, ranges: ['185.45.152.40/30'] },
  features: DEFAULT_FEATURES,
  dialling: DEFAULT_DIALLING,
  reconciliation: { journalOnly: false, remindMissedHours: 24 },
  refusedRecently: 0,
  lastEventAt: '2026-03-14T09:26:53.000Z',
};

export const PATCH_EXAMPLE = { areaCode: '495', features: { routeToResponsible: { enabled: true, returnTimeoutSeconds: 15 } } };

export const ALERT_EXAMPLE = {
  alert: 'balance-low' as const,
  subject: null,
  detail: '3.20 USD',
  raisedAt: '2026-03-14T09:26:53.000Z',
};

export const CHECK_EXAMPLE = {
  alerts: [ALERT_EXAMPLE],
  items: [{ name: 'keys', ok: true, code: 'verified', detail: 'The provider accepts the keys.' }],
};

export const NOTIFICATIONS_EXAMPLE = {
  url: 'https://crm.example.com/zadarma',
  ours: true,
  flags: [{ name: 'notify_start', on: true }],
  record: 'seen',
  account: { url: 'https://crm.example.com/zadarma', ours: true, sms: true, callTracking: true, speechRecognition: true },
  relays: [],
};

export const BALANCE_EXAMPLE = { balance: '10.34', currency: 'USD', at: '2026-03-14T09:26:53.000Z' };
