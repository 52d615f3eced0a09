import type { ClientType, PhoneRead } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { DialNumber } from '../dialling/dial-number.tsx';
import classes from './cells.module.css';

type Props = { type: ClientType; client: { id: string; name: string; phones: readonly PhoneRead[] } };

/** The first current number of a client, which a click calls, and how many more there are. */
export function PhoneCell({ type, client: { id, name, phones } }: Props) {
  const t = useT('clients');
  const first = phones.find(({ state }) => state === 'current') ?? phones[0];
  if (!first) return null;
  return (
    <>
      <DialNumber number={first.number} suffix={first.suffix} name={name} about={{ type, id }} />
      {phones.length > 1 && <span className={classes.quiet}> {t('moreNumbers', { count: phones.length - 1 })}</span>}
    </>
  );
}
