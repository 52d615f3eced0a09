import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import classes from './popup.module.css';

/** "Not now": hides a pop-up for me, in all my tabs. */
export function HideButton({ dismiss }: { dismiss: () => void }) {
  const t = useT('popup');
  return (
    <Tooltip label={t('hideHint')} zIndex={600}>
      <ActionIcon className={classes.hide} variant="transparent" size="sm" aria-label={t('hide')} onClick={dismiss}>
        <IconX size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
