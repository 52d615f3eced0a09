import type { ReactNode } from 'react';
import classes from './entry-body.module.css';
import { TimeText } from './time-text.tsx';

type Props = { head: ReactNode; at: string; children: ReactNode };

/** What a timeline says of one thing: a line with its time at the end, and more below. */
export function EntryBody({ head, at, children }: Props) {
  return (
    <div className={classes.body}>
      <div className={classes.line}>
        {head}
        <span className={classes.when}>
          <TimeText at={at} />
        </span>
      </div>
      {children}
    </div>
  );
}
