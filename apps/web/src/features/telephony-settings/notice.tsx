import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './telephony.module.css';

/** Something to be read before going on, with the buttons that answer it. */
export function Notice({ children, buttons, severe }: { children: ReactNode; buttons?: ReactNode; severe?: boolean }) {
  return (
    <div role="alert" className={classes.notice} data-severe={severe}>
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
      <div>
        {children}
        {buttons && <div className={classes.row}>{buttons}</div>}
      </div>
    </div>
  );
}
