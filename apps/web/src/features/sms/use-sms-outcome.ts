import type { Sms } from '@carillon/contract';
import { notifications } from '@mantine/notifications';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { moneyText } from '../../lib/money.ts';

/** Says what became of a text: sent and for how much, refused and why, or that nobody knows. */
export function useSmsOutcome(): (sms: Sms) => void {
  const t = useT('sms');
  const language = useLanguage();
  return ({ state, cost, currency, reason }) => {
    if (state === 'refused') {
      notifications.show({
        color: 'red',
        message: reason === null ? t('state.refused') : t('refusedBecause', { reason }),
        autoClose: 15_000,
      });
    } else if (state === 'sent') {
      const price = cost !== null && currency !== null ? moneyText(cost, currency, language) : null;
      notifications.show({ message: price === null ? t('state.sent') : t('sentFor', { price }) });
    } else {
      notifications.show({ color: 'yellow', message: t('unknownText'), autoClose: 15_000 });
    }
  };
}
