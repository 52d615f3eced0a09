import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconFilterOff } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useT } from '../lib/i18n/use-t.ts';
import classes from './filter-bar.module.css';

type Props = {
  children: ReactNode /** Given when something is filtered. */;
  clear?: (() => void) | undefined;
  /** Those that are used seldom, in a line of their own, and how many of them are used now. */
  more?: { used: number; filters: ReactNode };
};

/** The line of filters above a list. */
export function FilterBar({ children, clear, more }: Props) {
  const t = useT('common');
  const moreId = useId();
  const [open, setOpen] = useState(more !== undefined && more.used > 0);
  return (
    <search className={classes.bar} aria-label={t('filters')}>
      {children}
      {more && (
        <Button
          className={classes.unfold}
          variant={more.used > 0 && !open ? 'light' : 'subtle'}
          color={more.used > 0 && !open ? 'ink' : 'gray'}
          leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}
          aria-label={more.used > 0 ? t('moreFiltersUsed', { count: more.used }) : t('moreFilters')}
          aria-expanded={open}
          aria-controls={moreId}
          onClick={() => setOpen(!open)}
        >
          {t('more')}
          {more.used > 0 && ` · ${more.used}`}
        </Button>
      )}
      {clear && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconFilterOff size={15} aria-hidden />}
          aria-label={t('clearFilters')}
          onClick={clear}
        >
          {t('clear')}
        </Button>
      )}
      {more && (
        <div id={moreId} className={classes.more} hidden={!open}>
          {more.filters}
        </div>
      )}
    </search>
  );
}
