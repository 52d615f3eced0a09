import type { PhoneRead } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import classes from './cells.module.css';

/** The first current number of a client, and how many more there are. */
export function PhoneCell({ phones }: { phones: readonly PhoneRead[] }) {
  const t = useT('clients');
  const first = phones.find(({ state }) => state === 'current') ?? phones[0];
  if (!first) return null;
  return (
    <>
      <PhoneNumber number={first.number} suffix={first.suffix} />
      {phones.length > 1 && <span className={classes.quiet}> {t('moreNumbers', { count: phones.length - 1 })}</span>}
    </>
  );
}
