import type { ClientType, PhoneRead } from '@carillon/contract';
import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { usePhoneState } from '../browser-phone/use-phone-state.ts';
import { useDialClick } from '../dialling/use-dial-click.ts';
import classes from './call-bar.module.css';

type Props = { type: ClientType; client: { id: string; name: string; phones: readonly PhoneRead[] } };

/** On a phone's screen: the client's number where the thumb is, wherever on the card one reads. */
export function CallBar({ type, client }: Props) {
  const phone = client.phones.find(({ state }) => state === 'current');
  if (!phone) return null;
  return <Bar key={phone.number} phone={phone} name={client.name} about={{ type, id: client.id }} />;
}

type BarProps = { phone: PhoneRead; name: string; about: { type: ClientType; id: string } };

function Bar({ phone: { number, suffix }, name, about }: BarProps) {
  const t = useT('dialling');
  const formatNumber = useFormatNumber();
  const { why, dial } = useDialClick({ number, suffix, name, about });
  const docked = usePhoneState().phase === 'ready';
  return (
    <div className={classes.bar} data-docked={docked || undefined}>
      <Button
        fullWidth
        size="md"
        leftSection={<IconPhone size={18} stroke={1.8} aria-hidden />}
        title={why}
        aria-disabled={why !== undefined || undefined}
        {...(why === undefined ? {} : { 'data-disabled': true })}
        onClick={dial}
      >
        {t('call')} {formatNumber(number)}
      </Button>
    </div>
  );
}
