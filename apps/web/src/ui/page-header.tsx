import type { ReactNode } from 'react';
import classes from './page-header.module.css';

type Props = { title: ReactNode; note?: ReactNode; actions?: ReactNode };

/** The one `h1` of a page, a quiet note beside it (a count, a state), its actions at the right. */
export function PageHeader({ title, note, actions }: Props) {
  return (
    <header className={classes.header}>
      <h1 className={classes.title}>{title}</h1>
      {note && <div className={classes.note}>{note}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
