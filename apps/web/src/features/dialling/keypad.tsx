import { UnstyledButton } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import classes from './dialler.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '0', '#'] as const;

/** The keys of a telephone; `#` begins an extension. */
export function Keypad({ press }: { press: (key: string) => void }) {
  const t = useT('dialling');
  return (
    <div role="group" aria-label={t('keypad')} className={classes.keypad}>
      {KEYS.map((key) => (
        <UnstyledButton
          key={key}
          className={classes.key}
          aria-label={key === '+' ? t('plus') : key === '#' ? t('extensionKey') : undefined}
          onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
          onClick={() => press(key)}
        >
          {key}
        </UnstyledButton>
      ))}
    </div>
  );
}
