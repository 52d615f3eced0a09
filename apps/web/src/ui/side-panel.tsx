import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../lib/i18n/use-t.ts';
import classes from './overlay.module.css';
import { useFocusReturn } from './use-focus-return.ts';

type Props = { title: string; size?: number; close: () => void; children: ReactNode };

/** A panel from the right above the page it belongs to; Escape closes it, and the focus goes back to where it was. */
export function SidePanel({ title, size = 480, close, children }: Props) {
  const t = useT('common');
  useFocusReturn();
  return (
    <Drawer.Root opened onClose={close} position="right" size={size} transitionProps={{ duration: 120 }}>
      <Drawer.Overlay backgroundOpacity={0.3} />
      <Drawer.Content aria-label={title}>
        <div className={classes.head}>
          <Drawer.Title>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('close')} />
        </div>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
