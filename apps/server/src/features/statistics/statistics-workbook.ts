import type { StatisticsGroup, StatisticsTotals, WorkbookQuery } from '@carillon/contract';
import { zoneOffsetMs } from '@carillon/telephony';
import type { Tx } from '../../db/in-workspace.ts';
import type { Sheet } from '../../xlsx/open-workbook.ts';
import { sheetRows } from '../../xlsx/sheet-xml.ts';
import { callerColumns, countedColumns, personColumns, type ShownColumn } from './figure-columns.ts';
import { readStatistics } from './read-statistics.ts';
import { WORKBOOK_WORDS, type WorkbookWords } from './workbook-words.ts';

type Reader = { workspaceId: string; now: Date; complete: boolean };
type Total = StatisticsTotals & { name: string; from: string; to: string };

/** The figures of the statistics page, a sheet for each of its tables (5.7). */
export async function statisticsWorkbook(tx: Tx, reader: Reader, query: WorkbookQuery): Promise<Sheet[]> {
  const { previousFrom, previousTo, language = 'en', ...asked } = query;
  const { from, to, timezone = 'UTC', direction = 'inbound' } = asked;
  const words = WORKBOOK_WORDS[language];
  const isOwnPast = previousFrom !== undefined && previousTo !== undefined;
  const isOneDay = dayOf(Date.parse(from), timezone) === dayOf(Date.parse(to) - 1, timezone);
  const whole = await readStatistics(tx, reader, { ...asked, groupBy: isOneDay ? 'hour' : 'day', compare: !isOwnPast });
  const before = isOwnPast ? await readStatistics(tx, reader, { ...asked, from: previousFrom, to: previousTo }) : whole.previous;
  const groupsOf = async (more: { groupBy: 'user' } | { groupBy: 'did' | 'source'; direction: typeof direction }) =>
    (await readStatistics(tx, reader, { ...asked, ...more, callers: false })).groups;
  const totals: Total[] = [{ ...whole.totals, name: words.thisPeriod, from, to }];
  if (before) totals.push({ ...before.totals, name: words.periodBefore, from: before.from, to: before.to });
  return [
    totalSheet(words, totals, timezone),
    sheetOf(isOneDay ? words.hour : words.day, [timeColumn(words, isOneDay), ...countedColumns(words)], whole.groups),
    sheetOf(
      words.employee,
      [{ heading: words.employee, kind: 'text', width: 26, cell: ({ name }) => name ?? words.nobody }, ...personColumns(words)],
      await groupsOf({ groupBy: 'user' }),
    ),
    sheetOf(
      words.did,
      [
        { heading: words.did, kind: 'text', width: 18, cell: ({ key }) => key ?? words.noDid },
        { heading: words.label, kind: 'text', width: 20, cell: ({ name }) => name },
        ...countedColumns(words),
      ],
      await groupsOf({ groupBy: 'did', direction }),
    ),
    sheetOf(
      words.source,
      [{ heading: words.source, kind: 'text', width: 26, cell: ({ key }) => key ?? words.noSource }, ...countedColumns(words)],
      await groupsOf({ groupBy: 'source', direction }),
    ),
  ];
}

const sheetOf = <Row = StatisticsGroup>(name: string, columns: readonly ShownColumn<Row>[], rows: readonly Row[]): Sheet => ({
  name,
  columns,
  rowCount: rows.length,
  rows: () => [
    sheetRows(
      columns,
      rows.map((row) => columns.map(({ cell }) => cell(row))),
      0,
    ),
  ],
});

const totalSheet = (words: WorkbookWords, totals: readonly Total[], timezone: string): Sheet =>
  sheetOf<Total>(
    words.total,
    [
      { heading: words.period, kind: 'text', width: 20, cell: ({ name }) => name },
      { heading: words.from, kind: 'time', width: 20, cell: ({ from }) => clockOf(Date.parse(from), timezone) },
      { heading: words.to, kind: 'time', width: 20, cell: ({ to }) => clockOf(Date.parse(to), timezone) },
      ...countedColumns(words),
      ...callerColumns(words),
    ],
    totals,
  );

const timeColumn = (words: WorkbookWords, isOneDay: boolean): ShownColumn<StatisticsGroup> =>
  isOneDay
    ? { heading: words.hour, kind: 'text', width: 10, cell: ({ key }) => `${key}:00` }
    : { heading: words.day, kind: 'day', width: 12, cell: ({ key }) => key };

/** What a clock of the zone shows. */
const clockOf = (at: number, timezone: string): string =>
  new Date(at + zoneOffsetMs(timezone, at)).toISOString().slice(0, 19).replace('T', ' ');
/** The calendar day a clock of the zone shows. */
export const dayOf = (at: number, timezone: string): string => clockOf(at, timezone).slice(0, 10);
