import type { LeadStatus } from '@carillon/contract';
import { type TablerIcon, IconCircle, IconCircleCheck, IconCircleHalf2, IconCircleX } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import classes from './leads.module.css';

const ICONS: Record<LeadStatus, TablerIcon> = {
  new: IconCircle,
  'in-progress': IconCircleHalf2,
  converted: IconCircleCheck,
  lost: IconCircleX,
};

/** How far a lead has come: icon and word, so that the colour is never the only sign. */
export function LeadStatusMark({ status }: { status: LeadStatus }) {
  const t = useT('work');
  const Icon = ICONS[status];
  return (
    <span className={classes.status} data-status={status}>
      <Icon size={15} stroke={1.8} aria-hidden />
      {t(`lead.${status}`)}
    </span>
  );
}
