import type { CallStatus } from '@carillon/contract';
import { Select } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import type { CallFilterSet, ChangeCallFilters } from './use-call-filters.ts';

const RESULTS = [
  'answered',
  'missed',
  'not-reached',
  'busy',
  'failed',
  'no-money',
  'blocked',
  'other',
  'end-unknown',
  'ringing',
  'talking',
] as const satisfies readonly CallStatus[];

type Props = { filters: CallFilterSet; change: ChangeCallFilters };

/** How a call ended; several results at once come from a chart. */
export function ResultSelect({ filters: { status }, change }: Props) {
  const t = useT('calls');
  const common = useT('common');
  const known = (word: string): word is CallStatus => RESULTS.some((each) => each === word);
  const label = (value: string) =>
    value
      .split(',')
      .map((word) => (known(word) ? common(`status.${word}`) : word))
      .join(', ');
  const values = status === undefined || known(status) ? [...RESULTS] : [...RESULTS, status];
  return (
    <Select
      size="xs"
      w={140}
      aria-label={t('result')}
      placeholder={t('result')}
      clearable
      data={values.map((value) => ({ value, label: label(value) }))}
      value={status ?? null}
      onChange={(chosen) => change({ status: chosen ?? undefined })}
    />
  );
}
