import { flag, objects, optionalText, optionalWholeNumber, type Answer } from '../answer.ts';
import type { Request } from '../request.ts';

/** The most rows of one page, and the default. */
export const STATISTICS_PAGE_ROWS = 1000;

/** Times are `YYYY-MM-DD HH:MM:SS` in the account's zone; at most a month in one request. */
export type PbxStatisticsQuery = {
  start: string;
  end: string;
  callType?: 'in' | 'out' | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
};

/** `start` and `end` are what the provider really used: it cuts longer periods without a word. */
export type PbxStatistics = { start: string; end: string; rows: PbxStatisticsRow[] };

/** One leg. The legs of a call share `pbxCallId`: group before counting. */
export type PbxStatisticsRow = {
  /** The id of the recording, exactly as it was written; `null` on phantom legs. */
  callId: string | null;
  pbxCallId: string;
  /** The extension in its short form; may be "0". */
  extension: string;
  /** Without zone, as the provider wrote it; empty when it left it out. */
  callStart: string;
  /** A number, or a name with a number: `"Name" <+48…>`, `Name (48…)`. */
  clid: string;
  destination: string;
  /** `answered`, `busy`, `no answer`, `call failed`, …; empty when the provider left it out. */
  disposition: string;
  /** `null` when it is no whole number. */
  durationSeconds: number | null;
  isRecorded: boolean;
};

export function statisticsMethods(request: Request) {
  return {
    /** There is no total: a page with fewer rows than `limit` is the last. Costs one of three statistics requests a minute. */
    async pbxStatistics({ start, end, callType, skip, limit }: PbxStatisticsQuery): Promise<PbxStatistics> {
      const answer = await request({
        method: 'GET',
        path: '/v1/statistics/pbx/',
        params: { start, end, version: 2, call_type: callType, skip: skip ?? 0, limit: limit ?? STATISTICS_PAGE_ROWS },
        safeToRepeat: true,
      });
      return {
        start: optionalText(answer, 'start') ?? start,
        end: optionalText(answer, 'end') ?? end,
        rows: objects(answer, 'stats').map(row),
      };
    },
  };
}

function row(answer: Answer): PbxStatisticsRow {
  return {
    callId: optionalText(answer, 'call_id'),
    pbxCallId: optionalText(answer, 'pbx_call_id') ?? '',
    extension: afterLastDash(optionalText(answer, 'sip') ?? ''),
    callStart: optionalText(answer, 'callstart') ?? '', // one unusable row of a thousand must not cost the others
    clid: optionalText(answer, 'clid') ?? '',
    destination: optionalText(answer, 'destination') ?? '',
    disposition: optionalText(answer, 'disposition') ?? '',
    durationSeconds: optionalWholeNumber(answer, 'seconds'),
    isRecorded: flag(answer, 'is_recorded'),
  };
}

function afterLastDash(login: string): string {
  return login.slice(login.lastIndexOf('-') + 1);
}
