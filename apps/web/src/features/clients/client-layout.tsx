import type { ReactNode } from 'react';
import classes from './client-layout.module.css';

type Props = { left: ReactNode; middle: ReactNode; right: ReactNode };

/** The card's three columns; one under another where there is no room. */
export function ClientLayout({ left, middle, right }: Props) {
  return (
    <div className={classes.columns} data-narrow={right === null || undefined}>
      <div className={classes.left}>{left}</div>
      <div className={classes.middle}>{middle}</div>
      {right !== null && <div className={classes.right}>{right}</div>}
    </div>
  );
}
