import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Wanted } from './dial-state.ts';
import { useDialClick } from './use-dial-click.ts';

type Props = { target: Wanted; label: string; children: ReactNode };

/** A call button with a word in it. */
export function DialButton({ target, label, children }: Props) {
  const { why, dial } = useDialClick(target);
  return (
    <Button
      size="compact-md"
      leftSection={<IconPhone size={15} stroke={1.8} aria-hidden />}
      aria-label={label}
      title={why}
      aria-disabled={why !== undefined || undefined}
      {...(why === undefined ? {} : { 'data-disabled': true })}
      onClick={dial}
    >
      {children}
    </Button>
  );
}
