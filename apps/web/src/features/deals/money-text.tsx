import { useLanguage } from '../../lib/i18n/use-t.ts';
import { moneyText } from '../../lib/money.ts';

type Props = { amount: string | null; currency: string };

/** An amount of money; nothing when it is not known. */
export function MoneyText({ amount, currency }: Props) {
  const language = useLanguage();
  if (amount === null) return null;
  return (
    <span className="figures" style={{ whiteSpace: 'nowrap' }}>
      {moneyText(amount, currency, language)}
    </span>
  );
}
