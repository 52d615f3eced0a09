import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../lib/i18n/use-t.ts';
import classes from './filter-bar.module.css';

type Props = { children: ReactNode /** Given when something is filtered. */; clear?: (() => void) | undefined };

/** The line of filters above a list. */
export function FilterBar({ children, clear }: Props) {
  const t = useT('common');
  return (
    <search className={classes.bar} aria-label={t('filters')}>
      {children}
      {clear && (
        <Button variant="subtle" color="gray" leftSection={<IconFilterOff size={15} />} onClick={clear}>
          {t('clearFilters')}
        </Button>
      )}
    </search>
  );
}
