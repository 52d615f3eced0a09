import type { StatisticsGroup, StatisticsTotals } from '@carillon/contract';
import { type Translate, useT } from '../../lib/i18n/use-t.ts';
import type { CsvCell } from './csv-text.ts';

type Groups = readonly StatisticsGroup[] | undefined;
type Shown = {
  totals: StatisticsTotals | undefined;
  before: StatisticsTotals | undefined;
  times: Groups;
  people: Groups;
  dids: Groups;
  sources: Groups;
  oneDay: boolean;
};
type Counted = StatisticsTotals | StatisticsGroup;

const columnsOf = (t: Translate<'statistics'>): [header: string, cell: (counted: Counted) => CsvCell][] => [
  [t('calls'), ({ calls }) => calls],
  [t('in'), ({ inbound }) => inbound],
  [t('out'), ({ outbound }) => outbound],
  [t('share.answered'), ({ answered }) => answered],
  [t('share.missed'), ({ missed }) => missed],
  [t('notReached'), ({ notReached }) => notReached],
  [t('busy'), ({ busy }) => busy],
  [t('figure.answerRate'), ({ answerRate }) => answerRate],
  [t('waitInSeconds'), ({ waitMean }) => waitMean],
  [t('talkInSeconds'), ({ talkSeconds }) => talkSeconds],
  [t('figure.lost'), (counted) => ('lost' in counted ? counted.lost : null)],
  [t('unansweredRings'), (counted) => ('unansweredRings' in counted ? counted.unansweredRings : null)],
];

/** What the page shows as rows of one table; undefined while a part of it is still loading. */
export function useStatisticsCsv({ totals, before, times, people, dids, sources, oneDay }: Shown): CsvCell[][] | undefined {
  const t = useT('statistics');
  if (!totals || !before || !times || !people || !dids || !sources) return undefined;
  const columns = columnsOf(t);
  const row = (part: string, name: string, counted: Counted) => [part, name, ...columns.map(([, cell]) => cell(counted))];
  const rows = (part: string, groups: readonly StatisticsGroup[], none: string) =>
    groups.map((group) => row(part, group.name ?? (group.key || none), group));
  return [
    [t('part'), t('name'), ...columns.map(([header]) => header)],
    row(t('total'), t('thisPeriod'), totals),
    row(t('total'), t('periodBefore'), before),
    ...rows(oneDay ? t('hour') : t('day'), times, ''),
    ...rows(t('employee'), people, t('nobody')),
    ...rows(t('did'), dids, t('noDid')),
    ...rows(t('source'), sources, t('noSource')),
  ];
}
