import type { Stage } from '@carillon/contract';
import { type TablerIcon, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import classes from './deals.module.css';

const ICONS: Record<Stage['kind'], TablerIcon | null> = { open: null, won: IconCircleCheck, lost: IconCircleX };

/** The name of a stage; won and lost ones have a sign of their own. */
export function StageMark({ stage }: { stage: Stage }) {
  const Icon = ICONS[stage.kind];
  return (
    <span className={classes.stageMark} data-kind={stage.kind}>
      {Icon && <Icon size={15} stroke={1.8} aria-hidden />}
      <span>{stage.name}</span>
    </span>
  );
}
