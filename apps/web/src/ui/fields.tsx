import type { ReactNode } from 'react';
import classes from './fields.module.css';

/** Names and values of a record, one under another. */
export function Fields({ children }: { children: ReactNode }) {
  return <dl className={classes.fields}>{children}</dl>;
}

type FieldProps = { label: string; children: ReactNode };

/** One line of `Fields`. */
export function Field({ label, children }: FieldProps) {
  return (
    <div className={classes.field}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
