import type { PbxStatisticsRow } from '@carillon/zadarma';
import type { Leg, Party } from '../call.ts';
import type { CloudCall } from '../reconcile.ts';
import { instantOfWallClock } from '../time/instant-of-wall-clock.ts';
import { type AccountContext, isOwnLeg, ownNumber, party, seat, SHORT, shortExtension } from './parties.ts';

/** A row of the statistics whose moment is read. */
export type StatisticsLeg = Omit<PbxStatisticsRow, 'durationSeconds'> & { durationSeconds: number; startedAt: Date };

/** Why a row of the statistics tells of no call. */
export type CloudReading = { leg: StatisticsLeg } | { doubt: 'no-id' | 'unreadable-time' };

const UNIQUE_ID = /^(\d{9,11})\.\d+$/;
const PLAUSIBLE_MS = 2 * 3_600_000; // an hour that clocks show twice, and then some

/**
 * The moment of a row. In the night clocks are put back an hour exists twice: the id of a leg begins with its Unix second, which tells
 * one from the other where it is near.
 */
export function readLeg(row: PbxStatisticsRow, accountTimezone: string): CloudReading {
  if (row.pbxCallId === '') return { doubt: 'no-id' };
  const second = momentIn(row.callId);
  const plain = instantOfWallClock(row.callStart, accountTimezone, new Date(0));
  const durationSeconds = row.durationSeconds ?? (isTalk(row) ? null : 0);
  if (plain === null || durationSeconds === null) return { doubt: 'unreadable-time' };
  const isNear = Math.abs(second - +plain) <= PLAUSIBLE_MS;
  const startedAt = isNear ? (instantOfWallClock(row.callStart, accountTimezone, new Date(second)) ?? plain) : plain;
  return { leg: { ...row, durationSeconds, startedAt } };
}

const momentIn = (callId: string | null): number => Number(UNIQUE_ID.exec(callId ?? '')?.[1] ?? Number.NaN) * 1000;

/**
 * The call these legs tell of, whatever their order and however often they are told; `null` when there is none, or when the id doesn't
 * say which way it went.
 * @see zadarma/api.md §3.5
 */
export function readCloudCall(told: readonly StatisticsLeg[], context: AccountContext): CloudCall | null {
  const rows = distinct(told);
  const [first] = rows;
  const direction = first === undefined ? null : directionOf(first.pbxCallId);
  if (first === undefined || direction === null) return null;
  const real = rows.filter(({ callId }) => callId !== null); // phantom legs repeat others; alone they are all there is
  const counted = real.length > 0 ? real : rows;
  const talks = counted.filter(isTalk);
  const result = talks.at(-1) ?? counted.findLast(({ disposition }) => disposition.trim() !== '') ?? first;
  const other = otherSide(rows, direction, context);
  return {
    pbxCallId: first.pbxCallId,
    direction,
    startedAt: first.startedAt,
    endedAt: new Date(Math.max(...counted.map((row) => +row.startedAt + row.durationSeconds * 1000))),
    other,
    did: didOf(first, direction, context),
    ownLeg: isOwnLeg(other, null, context),
    disposition: result.disposition,
    talkSeconds: talks.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
    legs: counted.flatMap((row) => legOf(row, context)),
    recordingIds: counted.flatMap(({ isRecorded, callId }) => (isRecorded && callId !== null ? [callId] : [])),
    ...driftOf(counted),
  };
}

function driftOf([first]: readonly StatisticsLeg[]): Pick<CloudCall, 'driftSeconds'> {
  const apart = first === undefined ? Number.NaN : Math.abs(+first.startedAt - momentIn(first.callId));
  return Number.isNaN(apart) ? {} : { driftSeconds: Math.round(apart / 1000) };
}

const isTalk = ({ disposition }: Pick<StatisticsLeg, 'disposition'>): boolean =>
  disposition.trim().toLowerCase().startsWith('answer');

function distinct(told: readonly StatisticsLeg[]): StatisticsLeg[] {
  const keyOf = (row: StatisticsLeg): string => row.callId ?? JSON.stringify(row);
  const byKey = new Map<string, StatisticsLeg>();
  // of two tellings of one leg the later one has gone on longer
  for (const row of told.toSorted(
    (a, b) => a.durationSeconds - b.durationSeconds || compare(JSON.stringify(a), JSON.stringify(b)),
  ))
    byKey.set(keyOf(row), row);
  return [...byKey.values()].toSorted((a, b) => +a.startedAt - +b.startedAt || compare(keyOf(a), keyOf(b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function directionOf(pbxCallId: string): 'inbound' | 'outbound' | null {
  if (pbxCallId.startsWith('in_')) return 'inbound';
  return pbxCallId.startsWith('out_') ? 'outbound' : null;
}

function otherSide(rows: readonly StatisticsLeg[], direction: CloudCall['direction'], context: AccountContext): Party {
  const parties = rows.map((row) => party(direction === 'inbound' ? numberIn(row.clid) : row.destination, context));
  return parties.find(({ e164 }) => e164 !== null) ?? parties[0] ?? { text: '', e164: null, readings: [] };
}

/** The number in `"Name" <+48…>`, `Name (48…)`, `Name 101 (101)`, or the text itself. */
function numberIn(clid: string): string {
  return (/<([^>]*)>/.exec(clid)?.[1] ?? /\(([^()]*)\)\s*$/.exec(clid)?.[1] ?? clid).trim();
}

/** An outgoing call shows our number, unless its row names the extension. */
function didOf(row: StatisticsLeg, direction: CloudCall['direction'], context: AccountContext): string | null {
  return ownNumber(direction === 'inbound' ? row.destination : numberIn(row.clid), context);
}

function legOf(row: StatisticsLeg, context: AccountContext): Leg[] {
  const { extension, userId } = seat(row.extension, context);
  if (extension === null || /^0+$/.test(extension) || !SHORT.test(shortExtension(extension) ?? '')) return [];
  return [{ extension, userId, startedAt: row.startedAt, answered: isTalk(row) }];
}
