import type { CallView } from '@carillon/contract';
import { shownStatus } from '../../lib/shown-status.ts';

type Participant = CallView['participants'][number];
export type Segment = {
  kind: 'ringing' | 'connecting' | 'talking' /** Per cent of the whole call. */;
  left: number;
  width: number;
  seconds: number;
};

const SEEN_MIN = 1.5;

type Whole = Pick<CallView, 'startedAt' | 'endedAt' | 'status' | 'origin' | 'talkSeconds'>;

/**
 * One extension's part of a call as bars on the call's own scale. A moment nobody reported ends with the call. While a clicked call is
 * connecting, nobody is said to talk (3.7).
 */
export function legSegments(leg: Participant, call: Whole, now: Date): Segment[] {
  const start = Date.parse(call.startedAt);
  const end = Math.max(call.endedAt === null ? +now : Date.parse(call.endedAt), start + 1000);
  const left = leg.leftAt === null ? end : Date.parse(leg.leftAt);
  const bar = (kind: Segment['kind'], from: number, to: number): Segment => {
    const scale = 100 / (end - start);
    const at = Math.min(Math.max((from - start) * scale, 0), 100 - SEEN_MIN);
    const width = Math.min(Math.max((to - from) * scale, SEEN_MIN), 100 - at);
    return { kind, left: at, width, seconds: Math.max(0, Math.round((to - from) / 1000)) };
  };
  const rang = leg.rangAt === null ? null : Date.parse(leg.rangAt);
  const answered = answeredAt(leg, call, { rang: rang ?? start, left });
  const segments: Segment[] = [];
  if (rang !== null && (answered === null || leg.answeredAt !== null || answered > rang))
    segments.push(bar('ringing', rang, Math.min(answered ?? left, end)));
  const kind = shownStatus(call) === 'connecting' ? 'connecting' : 'talking';
  if (answered !== null) segments.push(bar(kind, answered, Math.min(left, end)));
  return segments;
}

/** When a leg began to talk. The statistics tell how long a talk was, not when it began: it was over when the leg was. */
function answeredAt(leg: Participant, { talkSeconds }: Whole, { rang, left }: { rang: number; left: number }): number | null {
  if (leg.answeredAt !== null) return Date.parse(leg.answeredAt);
  return leg.outcome === 'answered' && talkSeconds !== null ? Math.max(rang, left - talkSeconds * 1000) : null;
}
