import type { StatisticsTotals } from '@carillon/contract';
import type { Figure, Wish } from './change-of.ts';

export type TileFigure = {
  name: 'lost' | 'inbound' | 'outbound' | 'missed' | 'answerRate' | 'waitMean' | 'talkSeconds';
  unit: Figure['unit'];
  wish: Wish;
  /** The calls it is counted from, in the journal. */
  journal: { direction?: 'inbound' | 'outbound'; share?: 'answered' | 'missed' };
};

/** The figures on top of the page, the one that costs money first. */
export const TILE_FIGURES: readonly TileFigure[] = [
  { name: 'lost', unit: 'count', wish: 'less', journal: { share: 'missed' } },
  { name: 'inbound', unit: 'count', wish: 'none', journal: { direction: 'inbound' } },
  { name: 'outbound', unit: 'count', wish: 'none', journal: { direction: 'outbound' } },
  { name: 'missed', unit: 'count', wish: 'less', journal: { share: 'missed' } },
  { name: 'answerRate', unit: 'share', wish: 'more', journal: { direction: 'inbound', share: 'answered' } },
  { name: 'waitMean', unit: 'seconds', wish: 'less', journal: { direction: 'inbound', share: 'answered' } },
  { name: 'talkSeconds', unit: 'seconds', wish: 'none', journal: { share: 'answered' } },
];

type Note = {
  key: 'stillWaiting' | 'ofWhichAnswered' | 'callers' | 'inTime' | 'p90' | 'onAverage';
  count?: number;
  seconds?: number;
  share?: number;
};

/** The line below a figure that says what stands behind it; undefined when there is nothing to say. */
export function tileNote(name: TileFigure['name'], totals: StatisticsTotals): Note | undefined {
  switch (name) {
    case 'lost':
      return totals.waiting === null ? undefined : { key: 'stillWaiting', count: totals.waiting };
    case 'inbound':
      return { key: 'ofWhichAnswered', count: totals.inboundAnswered };
    case 'outbound':
      return { key: 'ofWhichAnswered', count: totals.outboundAnswered };
    case 'missed':
      return totals.missedCallers === null ? undefined : { key: 'callers', count: totals.missedCallers };
    case 'answerRate':
      return totals.serviceLevel === null ? undefined : { key: 'inTime', share: totals.serviceLevel };
    case 'waitMean':
      return totals.waitP90 === null ? undefined : { key: 'p90', seconds: totals.waitP90 };
    case 'talkSeconds':
      return totals.talkMean === null ? undefined : { key: 'onAverage', seconds: totals.talkMean };
    default:
      return name satisfies never;
  }
}
