import { bareNumber } from '../account.ts';
import type { StatisticsRow } from '../calls/call.ts';
import { momentOf, wallTime } from '../zone.ts';
import { asInteger, refusal, success, type Method, type MethodAnswer, type MethodRequest } from './method.ts';

const ROWS_MAX = 1000;
const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

export const statisticsMethods: Method[] = [
  { verb: 'GET', path: '/v1/statistics/pbx', answer: pbxStatistics },
  // Calls that go through the PBX do not appear here, and this account has no other ones.
  { verb: 'GET', path: '/v1/statistics', answer: (request) => emptyStatistics(request) },
  { verb: 'GET', path: '/v1/statistics/incoming-calls', answer: (request) => emptyStatistics(request) },
];

function pbxStatistics(request: MethodRequest): MethodAnswer {
  const { cloud, text } = request;
  const window = readWindow(request);
  const page = readPage(request);
  const direction = text('call_type') ?? null;
  if (window === undefined || page === undefined) return refusal(400, 'Wrong parameters!');
  if (direction !== null && direction !== 'in' && direction !== 'out') return refusal(400, 'Wrong parameters!');
  const rows = cloud.book.find({ ...window, direction, ...page });
  const stats = rows.map((row) => asSent(row, cloud.account.timezone));
  return success({ ...written(window, cloud.account.timezone), version: Number(text('version') ?? 2), stats });
}

function emptyStatistics(request: MethodRequest): MethodAnswer {
  const window = readWindow(request);
  if (window === undefined) return refusal(400, 'Wrong parameters!');
  return success({ ...written(window, request.cloud.account.timezone), stats: [] });
}

/** Types as in the sample: `call_id` a JSON float that may lose trailing zeros, extensions and numbers as integers. */
function asSent(row: StatisticsRow, zone: string): object {
  return {
    call_id: Number(row.callId),
    sip: row.extension === null ? '0' : asInteger(row.extension),
    callstart: wallTime(row.startedAt, zone),
    clid: asInteger(bareNumber(row.caller)),
    destination: asInteger(bareNumber(row.destination)),
    disposition: row.disposition === 'failed' ? 'call failed' : row.disposition,
    seconds: row.seconds,
    is_recorded: row.recorded,
    pbx_call_id: row.pbxCallId,
  };
}

type Window = { from: Date; until: Date };

/** Missing `start`: the first of this month; missing `end`: now; longer than a month: cut to 30 days without a word. */
function readWindow({ cloud, text }: MethodRequest): Window | undefined {
  const zone = cloud.account.timezone;
  const now = cloud.clock.now();
  const [start, end] = [text('start'), text('end')];
  const from = momentOf(start ?? `${wallTime(now, zone).slice(0, 7)}-01`, zone);
  const until = end === undefined ? now : momentOf(end, zone);
  if (!from || !until || until < from) return undefined;
  const monthLater = momentOf(addMonth(wallTime(from, zone)), zone) ?? new Date(from.getTime() + THIRTY_DAYS_MS);
  return { from, until: until > monthLater ? new Date(from.getTime() + THIRTY_DAYS_MS) : until };
}

/** The same day and time of the next month, or `31 February`, which is no moment. */
function addMonth(wall: string): string {
  const [year, month] = [Number(wall.slice(0, 4)), Number(wall.slice(5, 7))];
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return `${next}${wall.slice(7)}`;
}

function written({ from, until }: Window, zone: string): { start: string; end: string } {
  return { start: wallTime(from, zone), end: wallTime(until, zone) };
}

function readPage({ text }: MethodRequest): { skip: number; limit: number } | undefined {
  const [skip, limit] = [Number(text('skip') || 0), Number(text('limit') || ROWS_MAX)];
  if (![skip, limit].every((number) => Number.isInteger(number) && number >= 0)) return undefined;
  return { skip, limit: Math.min(limit, ROWS_MAX) };
}
