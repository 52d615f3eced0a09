import type { StatisticsGroup, StatisticsTotals } from '@carillon/contract';
import type { CellValue, Column, ColumnKind } from '../../xlsx/column.ts';
import type { WorkbookWords } from './workbook-words.ts';

/** A column of a sheet, and what it shows of a row. */
export type ShownColumn<Row> = Column & { cell: (row: Row) => CellValue };

type Counted = StatisticsGroup | StatisticsTotals;
const WIDTH_MIN = 11;

function column<Row>(heading: string, kind: ColumnKind, cell: (row: Row) => CellValue): ShownColumn<Row> {
  return { heading, kind, cell, width: Math.max(WIDTH_MIN, heading.length + 2) };
}

const counts = (words: WorkbookWords): ShownColumn<Counted>[] => [
  column(words.calls, 'number', ({ calls }) => calls),
  column(words.inbound, 'number', ({ inbound }) => inbound),
  column(words.outbound, 'number', ({ outbound }) => outbound),
  column(words.answered, 'number', ({ answered }) => answered),
];

const times = (words: WorkbookWords): ShownColumn<Counted>[] => [
  column(words.waitMean, 'duration', ({ waitMean }) => waitMean),
  column(words.talk, 'duration', ({ talkSeconds }) => talkSeconds),
  column(words.talkMean, 'duration', ({ talkMean }) => talkMean),
];

/** What is counted of any calls. */
export const countedColumns = (words: WorkbookWords): ShownColumn<Counted>[] => [
  ...counts(words),
  column(words.missed, 'number', ({ missed }) => missed),
  column(words.notReached, 'number', ({ notReached }) => notReached),
  column(words.busy, 'number', ({ busy }) => busy),
  column(words.answerRate, 'share', ({ answerRate }) => answerRate),
  ...times(words),
];

/** What is counted of a person: a missed call is nobody's own, so the rings they let go. */
export const personColumns = (words: WorkbookWords): ShownColumn<StatisticsGroup>[] => [
  ...counts(words),
  column(words.unansweredRings, 'number', ({ unansweredRings }) => unansweredRings),
  ...times(words),
];

/** What a period means for those who called. */
export const callerColumns = (words: WorkbookWords): ShownColumn<StatisticsTotals>[] => [
  column(words.lost, 'number', ({ lost }) => lost),
  column(words.waiting, 'number', ({ waiting }) => waiting),
  column(words.missedCallers, 'number', ({ missedCallers }) => missedCallers),
  column(words.calledBack, 'number', ({ calledBack }) => calledBack),
  column(words.callbackMedian, 'duration', ({ callbackMedian }) => callbackMedian),
  column(words.newClients, 'number', ({ newClients }) => newClients),
  column(words.waitP90, 'duration', ({ waitP90 }) => waitP90),
];
