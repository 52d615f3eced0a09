import type { DealBoard } from '@carillon/contract';

type Column = DealBoard['stages'][number];
const CENTS = 2;

/** A decimal as whole cents, so that sums stay exact. */
function cents(amount: string): bigint {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(whole + part.padEnd(CENTS, '0').slice(0, CENTS));
}

function decimal(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(CENTS + 1, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -CENTS)}.${digits.slice(-CENTS)}`;
}

function withSum(sums: Column['sums'], currency: string, change: bigint): Column['sums'] {
  const known = sums.find((sum) => sum.currency === currency);
  const amount = cents(known?.amount ?? '0') + change;
  const others = sums.filter((sum) => sum !== known);
  return amount === 0n ? others : [...others, { currency, amount: decimal(amount) }].toSorted(byCurrency);
}

const byCurrency = (a: { currency: string }, b: { currency: string }) => a.currency.localeCompare(b.currency);
const counted = (total: Column['total'], change: number) => (typeof total === 'number' ? total + change : total);

/** The board after a deal has gone to another stage, where it lies on top; counts and sums go with it. */
export function moveDeal(board: DealBoard, dealId: string, stageId: string): DealBoard {
  const deal = board.stages.flatMap(({ items }) => items).find(({ id }) => id === dealId);
  const to = board.stages.find(({ stage }) => stage.id === stageId)?.stage;
  if (!deal || !to || deal.stageId === stageId) return board;
  const worth = deal.amount === null ? 0n : cents(deal.amount);
  const moved = { ...deal, stageId, stage: to };
  const stages = board.stages.map((column): Column => {
    const { stage, items, total, sums } = column;
    if (stage.id === deal.stageId) {
      const left = items.filter(({ id }) => id !== dealId);
      return { ...column, items: left, total: counted(total, -1), sums: withSum(sums, deal.currency, -worth) };
    }
    if (stage.id !== stageId) return column;
    return { ...column, items: [moved, ...items], total: counted(total, 1), sums: withSum(sums, deal.currency, worth) };
  });
  return { ...board, stages };
}
