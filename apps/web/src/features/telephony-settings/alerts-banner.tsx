import type { LetterFault, TelephonyAlertView } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { moneyText } from '../../lib/money.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from './notice.tsx';
import { alertsQuery } from './telephony-queries.ts';

/** What is wrong with the telephony at the moment, above each of its pages (F4, 1.6, 2.6). Found by the server itself: nothing is waited for. */
export function AlertsBanner() {
  const { data } = useQuery(alertsQuery);
  return data?.items.map((item) => <Alert key={`${item.alert} ${item.subject}`} item={item} />);
}

function Alert({ item }: { item: TelephonyAlertView }) {
  const text = useAlertText()(item);
  const t = useT('telephony');
  const { alert } = item;
  const buttons = alert === 'report-failed' && (
    <ButtonLink variant="default" size="compact-sm" to="/settings/weekly-report">
      {t('alert.reportSettings')}
    </ButtonLink>
  );
  return (
    <Notice severe={alert !== 'balance-low' && alert !== 'number-expiring'} buttons={buttons}>
      {text}
    </Notice>
  );
}

const FAULTS: readonly LetterFault[] = ['unreachable', 'sign-in', 'address-refused', 'letter-refused', 'other'];

function useAlertText(): (item: TelephonyAlertView) => string {
  const t = useT('telephony');
  const report = useT('weekly-report');
  const language = useLanguage();
  const formatNumber = useFormatNumber();
  const day = (iso: string): string => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(new Date(iso));
  const money = (text: string): string => {
    const [amount = '', currency = ''] = text.split(' ');
    return /^[A-Z]{3}$/.test(currency) ? moneyText(amount, currency, language) : text;
  };
  return ({ alert, subject, detail }) => {
    switch (alert) {
      case 'keys-reissued':
        return subject === 'api' ? t('alert.keysRefused') : t('alert.keysReissued');
      case 'clock-disagrees':
        return t('alert.clock', { minutes: detail ?? '' });
      case 'notifications-silent':
        if (subject === 'url') return detail === null ? t('alert.noUrl') : t('alert.otherUrl', { url: detail });
        if (subject === 'flags') return t('alert.flagsOff', { flags: detail ?? '' });
        return t('alert.silent', { count: Number(detail) });
      case 'balance-low':
        return t('alert.balanceLow', { balance: money(detail ?? '') });
      case 'no-money':
        return t('alert.noMoney');
      case 'report-failed': {
        const fault = FAULTS.find((one) => one === detail) ?? 'other';
        return t('alert.reportFailed', { fault: report(`fault.${fault}`) });
      }
      case 'recordings-wait':
        return t('alert.recordingsWait');
      case 'number-expiring': {
        const number = formatNumber(subject ?? '');
        const until = detail === null ? Number.NaN : Date.parse(detail);
        return Number.isNaN(until)
          ? t('alert.numberUnpaid', { number })
          : t('alert.numberExpiring', { number, date: day(detail ?? '') });
      }
      default:
        return alert satisfies never;
    }
  };
}
