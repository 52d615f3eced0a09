import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Notices live outside of components, so the word is asked for where it is said. */
const closeButtonProps = () => ({ 'aria-label': i18next.t('close', { ns: 'common' }) });

/** How long a change can be taken back. */
const UNDO_MS = 8_000;

type Options = { text: string; undoLabel: string; undo: () => void; id?: string };

/** Says that something was done and offers to take it back for 8 seconds. The same `id` replaces the notice before. */
export function notifyUndo({ text, undoLabel, undo, id = crypto.randomUUID?.() ?? String(Math.random()) }: Options): void {
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: UNDO_MS,
    withBorder: true,
    closeButtonProps: closeButtonProps(),
    message: (
      <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span style={{ flex: 1 }}>{text}</span>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {undoLabel}
        </Button>
      </div>
    ),
  });
}

/** Says that something did not work. */
export function notifyFault(text: string): void {
  notifications.show({
    color: 'red',
    autoClose: 10_000,
    withBorder: true,
    role: 'alert',
    message: text,
    closeButtonProps: closeButtonProps(),
  });
}

/** Says that something was done which needs no undo. */
export function notifyDone(text: string): void {
  notifications.show({ withBorder: true, message: text, closeButtonProps: closeButtonProps() });
}
