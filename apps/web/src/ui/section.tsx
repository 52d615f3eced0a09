import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

type Props = { title: ReactNode; text?: ReactNode; actions?: ReactNode; children?: ReactNode };

/** A titled part of a page, named for screen readers by its `h2`. */
export function Section({ title, text, actions, children }: Props) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {text && <p className={classes.text}>{text}</p>}
      {children}
    </section>
  );
}
