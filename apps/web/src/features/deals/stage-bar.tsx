import type { Deal } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import classes from './deals.module.css';
import { pipelinesQuery } from './deals-query.ts';
import { StageMark } from './stage-mark.tsx';
import { useMoveDeal } from './use-move-deal.ts';

/** The way of a deal, stage by stage; a click moves it. */
export function StageBar({ deal }: { deal: Deal }) {
  const t = useT('work');
  const move = useMoveDeal();
  const { data: pipelines } = useQuery(pipelinesQuery);
  const stages = pipelines?.find(({ id }) => id === deal.pipelineId)?.stages;
  if (!stages) return <Skeleton height={30} className={classes.stages} />;
  const reached = stages.findIndex(({ id }) => id === deal.stageId);
  return (
    <ol className={classes.stages} aria-label={t('stage')}>
      {stages.map((stage, index) => (
        <li key={stage.id}>
          <button
            type="button"
            aria-current={index === reached ? 'step' : undefined}
            data-passed={(index < reached && stage.kind === 'open') || undefined}
            data-kind={stage.kind}
            onClick={() => move(deal, stage)}
          >
            <StageMark stage={stage} />
          </button>
        </li>
      ))}
    </ol>
  );
}
