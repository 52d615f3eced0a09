import '@mantine/charts/styles.css';
import type { StatisticsGroup } from '@carillon/contract';
import { BarChart } from '@mantine/charts';
import { useT } from '../../lib/i18n/use-t.ts';
import { RESULT_SHARES, type ResultShare, SHARE_NAMES } from './result-shares.ts';
import classes from './days-chart.module.css';

const COLOURS: Record<ResultShare, string> = {
  answered: 'var(--chart-answered)',
  missed: 'var(--chart-missed)',
  notReached: 'var(--chart-not-reached)',
  rest: 'var(--chart-rest)',
};
const CHART_HEIGHT = 220;
const BAR_WIDTH_MAX = 44;

type Props = {
  rows: readonly { key: string; group: StatisticsGroup | undefined }[];
  /** A day or an hour as it stands under the bars. */
  tick: (key: string) => string;
  open: (key: string, share: ResultShare) => void;
};

/** Calls by day or hour, stacked by result. The heaviest part of the page: it comes after the figures. */
export default function DaysChart({ rows, tick, open }: Props) {
  const t = useT('statistics');
  const data = rows.map(({ key, group }) => ({
    key,
    ...Object.fromEntries(SHARE_NAMES.map((share) => [share, group ? RESULT_SHARES[share].count(group) : 0])),
  }));
  return (
    <div role="img" aria-label={t('chartLabel')} className={classes.chart}>
      <ul className={classes.legend}>
        {SHARE_NAMES.map((name) => (
          <li key={name}>
            <span className={classes.swatch} style={{ background: COLOURS[name] }} />
            {t(`share.${name}`)}
          </li>
        ))}
      </ul>
      <BarChart
        h={CHART_HEIGHT}
        data={data}
        dataKey="key"
        type="stacked"
        series={SHARE_NAMES.map((name) => ({ name, label: t(`share.${name}`), color: COLOURS[name] }))}
        maxBarWidth={BAR_WIDTH_MAX}
        tickLine="none"
        gridAxis="x"
        xAxisProps={{ tickFormatter: tick, minTickGap: 16 }}
        yAxisProps={{ allowDecimals: false, width: 36 }}
        tooltipProps={{ labelFormatter: (key) => (typeof key === 'string' ? tick(key) : '') }}
        tooltipAnimationDuration={0}
        barChartProps={{ accessibilityLayer: false, barCategoryGap: '18%' }}
        barProps={({ name }) => ({
          isAnimationActive: false,
          cursor: 'pointer',
          onClick: ({ payload }) => open(String(payload?.key), name as ResultShare), // the series are the shares
        })}
      />
    </div>
  );
}
