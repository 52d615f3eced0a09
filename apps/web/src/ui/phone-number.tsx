import { useT } from '../lib/i18n/use-t.ts';
import { useFormatNumber } from '../lib/numbers/use-format-number.ts';

type Props = { number: string | null; suffix?: string | null };

/** A number as people read it; "hidden number" when there is none. */
export function PhoneNumber({ number, suffix }: Props) {
  const t = useT('common');
  const formatNumber = useFormatNumber();
  if (number === null || number === '') return <span>{t('hiddenNumber')}</span>;
  return (
    <span className="figures" style={{ whiteSpace: 'nowrap' }}>
      {formatNumber(number)}
      {suffix ? ` ${t('extensionSuffix', { suffix })}` : ''}
    </span>
  );
}
