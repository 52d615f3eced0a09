import { VisuallyHidden } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { isNumberItself } from '../../lib/numbers/is-number-itself.ts';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import classes from './dial-number.module.css';
import type { Wanted } from './dial-state.ts';
import { useDialClick } from './use-dial-click.ts';

type Props = Omit<Wanted, 'number'> & {
  number: string | null;
  /** Why this number can't be called just now, in words. */
  blocked?: string | undefined;
  /** Also where it is the name of its owner, which stands beside it. */
  spelled?: boolean;
};

/** 3.1: a number as people read it, and the button that calls it. It says why when it can't. Named by its number alone, the owner is just called. */
export function DialNumber({ number, suffix, name, about, blocked, spelled = false }: Props) {
  const t = useT('dialling');
  const { why, dial } = useDialClick({ number: number ?? '', suffix, name, about });
  if (number === null || number === '') return <PhoneNumber number={null} />;
  const said = blocked ?? why;
  const spell = spelled || !isNumberItself(name, number);
  const words = <PhoneNumber number={number} suffix={suffix ?? null} />;
  return (
    <button
      type="button"
      className={classes.call}
      aria-disabled={said !== undefined || undefined}
      title={said}
      onClick={blocked === undefined ? dial : undefined}
    >
      <IconPhone size={14} stroke={1.8} aria-hidden className={classes.icon} />
      {spell ? <VisuallyHidden>{t('call')} </VisuallyHidden> : <span>{t('call')} </span>}
      {spell ? words : <VisuallyHidden>{words}</VisuallyHidden>}
    </button>
  );
}
