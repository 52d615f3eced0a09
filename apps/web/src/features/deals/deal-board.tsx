import type { Deal, DealBoard as Board, Stage } from '@carillon/contract';
import { VisuallyHidden } from '@mantine/core';
import { type DragEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { DealCard } from './deal-card.tsx';
import classes from './deals.module.css';
import { MoneyText } from './money-text.tsx';
import { neighbourCard } from './neighbour-card.ts';
import { StageMark } from './stage-mark.tsx';
import { useMoveDeal } from './use-move-deal.ts';

/** Deals by stage: dragged with the mouse, walked with arrow keys, moved with Shift and an arrow or a menu. */
export function DealBoard({ board }: { board: Board }) {
  const t = useT('work');
  const moveDeal = useMoveDeal();
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<{ deal: string; stage: string } | null>(null);
  const [told, setTold] = useState('');
  const stages = board.stages.map(({ stage }) => stage);
  const cardOf = (id: string, within = '') => root.current?.querySelector<HTMLElement>(`${within} [data-deal="${id}"]`);

  useEffect(() => {
    if (!wanted.current) return; // a moved deal is another element in its new stage: the focus goes with it
    const card = cardOf(wanted.current.deal, `[data-stage="${wanted.current.stage}"]`);
    if (!card) return;
    wanted.current = null;
    card.focus();
  });

  const move = (deal: Deal, to: Stage) => {
    wanted.current = { deal: deal.id, stage: to.id };
    moveDeal(deal, to);
    const n = stages.findIndex(({ id }) => id === to.id) + 1;
    setTold(t('dealMovedTold', { title: deal.title, stage: to.name, n, count: stages.length }));
  };
  const onKeyDown = (event: KeyboardEvent, deal: Deal) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.shiftKey && step !== undefined) {
      const to = stages[stages.findIndex(({ id }) => id === deal.stageId) + step];
      if (to) move(deal, to);
    } else {
      const next = neighbourCard(
        board.stages.map(({ items }) => items.map(({ id }) => id)),
        deal.id,
        event.key,
      );
      if (next === undefined) return;
      cardOf(next)?.focus();
    }
    event.preventDefault();
  };
  const drop = (dealId: string, to: Stage) => {
    const deal = board.stages.flatMap(({ items }) => items).find(({ id }) => id === dealId);
    if (deal && deal.stageId !== to.id) move(deal, to);
  };

  return (
    <>
      <div ref={root} className={classes.board} role="group" aria-label={t('board')}>
        {board.stages.map((column) => (
          <Column key={column.stage.id} column={column} drop={drop}>
            {column.items.map((deal) => (
              <DealCard key={deal.id} deal={deal} stages={stages} move={move} onKeyDown={onKeyDown} />
            ))}
          </Column>
        ))}
      </div>
      <p className={classes.keys}>{t('boardKeys')}</p>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </>
  );
}

type ColumnProps = {
  column: Board['stages'][number];
  drop: (dealId: string, to: Stage) => void;
  children: React.ReactNode;
};

function Column({ column: { stage, items, total, sums, nextCursor }, drop, children }: ColumnProps) {
  const t = useT('work');
  const id = useId();
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    event.preventDefault(); // a drop is welcome
    event.dataTransfer.dropEffect = 'move';
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    drop(event.dataTransfer.getData('text/plain'), stage);
  };
  const onDragLeave = (event: DragEvent) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a place to drop on; the cards have keys and a menu
    <section
      className={classes.column}
      aria-labelledby={id}
      data-stage={stage.id}
      data-over={over || undefined}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
    >
      <div className={classes.head}>
        <h2 id={id} className={classes.stage}>
          <StageMark stage={stage} />
          <span className={classes.count}>{total}</span>
        </h2>
        <div className={classes.sums}>
          {sums.map(({ currency, amount }) => (
            <MoneyText key={currency} amount={amount} currency={currency} />
          ))}
        </div>
      </div>
      <ol className={classes.cards}>{children}</ol>
      {items.length === 0 && <p className={classes.none}>{t('noDealsHere')}</p>}
      {nextCursor !== null && (
        <TextLink to="/deals" search={{ view: 'table', stageId: stage.id }} className={classes.rest}>
          {t('allOfStage')}
        </TextLink>
      )}
    </section>
  );
}
