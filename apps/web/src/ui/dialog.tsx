import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../lib/i18n/use-t.ts';
import classes from './overlay.module.css';
import { useFocusReturn } from './use-focus-return.ts';

type Props = { title: string; size?: number; close: () => void; children: ReactNode };

/** A question or a small form above everything; Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, size = 440, close, children }: Props) {
  const t = useT('common');
  useFocusReturn();
  return (
    <Modal.Root opened onClose={close} size={size} centered transitionProps={{ duration: 100 }}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={title}>
        <div className={classes.head}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
