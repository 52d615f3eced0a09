import { useQuery } from '@tanstack/react-query';
import { useLanguage, useT } from '../../../lib/i18n/use-t.ts';
import { balanceQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';

/** The account's balance; loads apart, because the provider may be slow or away. */
export function Balance() {
  const t = useT('telephony');
  const language = useLanguage();
  const { data, isPending, error } = useQuery(balanceQuery);
  if (isPending) return <span className={classes.dimmed}>{t('balance.loading')}</span>;
  if (error) return <span className={classes.dimmed}>{t('balance.unavailable')}</span>;
  return (
    <span className="figures" style={{ alignSelf: 'center' }}>
      {t('balance.is')} <strong>{moneyText(data, language)}</strong>
    </span>
  );
}

function moneyText({ balance, currency }: { balance: string; currency: string }, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(balance));
  } catch {
    return `${balance} ${currency}`; // a currency that is no ISO code
  }
}
