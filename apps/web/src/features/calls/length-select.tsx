import { Select } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import type { CallFilterSet, ChangeCallFilters } from './use-call-filters.ts';

const AT_LEAST = [10, 30, 60, 300, 900];
const AT_MOST = [10, 30, 60];

type Props = { filters: CallFilterSet; change: ChangeCallFilters };

/** How long they talked: at least or at most; whatever else the address says is shown, too. */
export function LengthSelect({ filters: { minSeconds, maxSeconds }, change }: Props) {
  const t = useT('calls');
  const label = (value: string) => {
    const [least, most] = value.split('-');
    if (most === '' || most === undefined) return t('lengthFrom', { time: durationText(Number(least)) });
    if (least === '') return t('lengthTo', { time: durationText(Number(most)) });
    return `${durationText(Number(least))}–${durationText(Number(most))}`;
  };
  const value = minSeconds === undefined && maxSeconds === undefined ? null : `${minSeconds ?? ''}-${maxSeconds ?? ''}`;
  const usual = [...AT_LEAST.map((seconds) => `${seconds}-`), ...AT_MOST.map((seconds) => `-${seconds}`)];
  const values = value === null || usual.includes(value) ? usual : [...usual, value];
  return (
    <Select
      size="xs"
      w={130}
      aria-label={t('length')}
      placeholder={t('length')}
      clearable
      data={values.map((each) => ({ value: each, label: label(each) }))}
      value={value}
      onChange={(chosen) => {
        const [least, most] = (chosen ?? '-').split('-');
        change({ minSeconds: least, maxSeconds: most });
      }}
    />
  );
}
