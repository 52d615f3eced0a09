import type { Deal, Stage } from '@carillon/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsHorizontal } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { RecordLink } from '../../ui/record-link.tsx';
import classes from './deals.module.css';
import { MoneyText } from './money-text.tsx';
import { StageMark } from './stage-mark.tsx';

type Props = {
  deal: Deal;
  stages: readonly Stage[];
  move: (deal: Deal, to: Stage) => void;
  onKeyDown: (event: KeyboardEvent, deal: Deal) => void;
};

/** A deal on the board: dragged, or moved by its menu or by keys. */
export function DealCard({ deal, stages, move, onKeyDown }: Props) {
  const t = useT('work');
  const [dragged, setDragged] = useState(false);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', deal.id);
    event.dataTransfer.effectAllowed = 'move';
    setDragged(true);
  };
  const client = [deal.contact?.name, deal.company?.name].filter(Boolean).join(' · ');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keyboard moves it by its link and its menu
    <li
      className={classes.card}
      draggable
      data-dragged={dragged || undefined}
      onDragStart={onDragStart}
      onDragEnd={() => setDragged(false)}
    >
      <RecordLink
        to={{ type: 'deal', id: deal.id }}
        className={classes.title}
        data-deal={deal.id}
        draggable={false}
        aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
        onKeyDown={(event) => onKeyDown(event, deal)}
      >
        {deal.title}
      </RecordLink>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            className={classes.move}
            aria-label={t('moveDeal', { title: deal.title })}
          >
            <IconArrowsHorizontal size={15} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {stages
            .filter(({ id }) => id !== deal.stageId)
            .map((stage) => (
              <Menu.Item key={stage.id} onClick={() => move(deal, stage)}>
                <StageMark stage={stage} />
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {client !== '' && <div className={classes.client}>{client}</div>}
      <div className={classes.foot}>
        <MoneyText amount={deal.amount} currency={deal.currency} />
        <span className={classes.whose}>{deal.responsible?.name}</span>
      </div>
    </li>
  );
}
