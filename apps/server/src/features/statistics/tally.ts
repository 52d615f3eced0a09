import type { CallStatus, StatisticsGroup } from '@carillon/contract';
import type { Cell } from './read-cells.ts';

export type Counts = Omit<StatisticsGroup, 'key' | 'name' | 'unansweredRings'>;

/** Cells as the figures people know. */
export function tally(cells: readonly Cell[]): Counts {
  const inbound = cells.filter(({ direction }) => direction === 'inbound');
  const outbound = cells.filter(({ direction }) => direction === 'outbound');
  const answered = callsOf(cells, 'answered');
  const inboundAnswered = callsOf(inbound, 'answered');
  const missed = callsOf(cells, 'missed');
  const talkSeconds = sumOf(cells, 'talkSeconds');
  return {
    calls: sumOf(cells, 'calls'),
    inbound: sumOf(inbound, 'calls'),
    outbound: sumOf(outbound, 'calls'),
    answered,
    inboundAnswered,
    outboundAnswered: callsOf(outbound, 'answered'),
    missed,
    notReached: callsOf(cells, 'not-reached'),
    busy: callsOf(cells, 'busy'),
    failed: callsOf(cells, 'failed'),
    noMoney: callsOf(cells, 'no-money'),
    other: callsOf(cells, 'other'),
    blocked: callsOf(cells, 'blocked'),
    endUnknown: callsOf(cells, 'end-unknown'),
    running: callsOf(cells, 'ringing', 'talking'),
    answerRate: shareOf(inboundAnswered, inboundAnswered + missed),
    talkSeconds,
    talkMean: meanOf(talkSeconds, answered),
    waitMean: meanOf(sumOf(cells, 'waitSeconds'), sumOf(cells, 'waits')),
  };
}

const sumOf = (cells: readonly Cell[], what: 'calls' | 'talkSeconds' | 'waits' | 'waitSeconds'): number =>
  cells.reduce((sum, cell) => sum + cell[what], 0);
const callsOf = (cells: readonly Cell[], ...statuses: CallStatus[]): number =>
  cells.reduce((sum, { status, calls }) => (statuses.includes(status) ? sum + calls : sum), 0);

const meanOf = (sum: number, count: number): number | null => (count === 0 ? null : Math.round(sum / count));
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
