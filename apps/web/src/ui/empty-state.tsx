import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './state.module.css';

type Props = { icon?: TablerIcon; title: string; text?: string; action?: ReactNode };

/** Nothing to show: one sentence and the one button that helps. */
export function EmptyState({ icon: Icon, title, text, action }: Props) {
  return (
    <div className={classes.state}>
      {Icon && <Icon size={28} stroke={1.5} className={classes.icon} aria-hidden />}
      <p className={classes.title}>{title}</p>
      {text && <p className={classes.text}>{text}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
