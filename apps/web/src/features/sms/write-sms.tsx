import { ActionIcon, Button } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';

const SmsDialog = lazy(() => import('./sms-dialog.tsx'));

type Props = {
  number: string;
  /** Whose number it is, where that is known. */
  name?: string | undefined;
  /** With its word beside the icon. */
  wide?: boolean;
};

/** The button beside a number that opens room for a text. */
export function WriteSms({ number, name, wide = false }: Props) {
  const t = useT('sms');
  const formatNumber = useFormatNumber();
  const [open, setOpen] = useState(false);
  const label = t('writeTo', { name: name ?? formatNumber(number) });
  const icon = <IconMessage size={15} stroke={1.8} aria-hidden />;
  return (
    <>
      {wide ? (
        <Button variant="default" size="compact-md" leftSection={icon} aria-label={label} onClick={() => setOpen(true)}>
          {t('write')}
        </Button>
      ) : (
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={() => setOpen(true)}>
          {icon}
        </ActionIcon>
      )}
      {open && (
        <Suspense>
          <SmsDialog number={number} name={name} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
