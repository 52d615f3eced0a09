import { SegmentedControl, TextInput } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { PERIODS } from '../../lib/time/period.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { dayKey } from './day-keys.ts';
import type { ChosenPeriod } from './use-statistics-period.ts';

type Props = { chosen: ChosenPeriod; now: Date };

/** Which days: one press for the usual ones, two dates for the reader's own. */
export function PeriodPicker({ chosen: { search, spans, choose }, now }: Props) {
  const t = useT('statistics');
  const today = dayKey(now);
  /** Own days begin as those just looked at. */
  const own = () => spans && { from: dayKey(spans.now.from), to: dayKey(new Date(Math.min(+spans.now.to - 1, +now))) };
  return (
    <FilterBar>
      <SegmentedControl
        size="xs"
        aria-label={t('period')}
        value={search.period}
        data={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
        onChange={(period) => choose({ from: undefined, to: undefined, ...(period === 'custom' && own()), period })}
      />
      {search.period === 'custom' && (
        <>
          <TextInput
            size="xs"
            type="date"
            max={today}
            aria-label={t('from')}
            value={search.from ?? ''}
            onChange={(event) => choose({ from: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            type="date"
            min={search.from}
            aria-label={t('to')}
            value={search.to ?? ''}
            onChange={(event) => choose({ to: event.currentTarget.value })}
          />
        </>
      )}
    </FilterBar>
  );
}
