import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { weekdayName } from '../../lib/time/weekday-name.ts';
import type { CallFilterName, CallFilterSet, ChangeCallFilters } from './use-call-filters.ts';

type Props = { filters: CallFilterSet; change: ChangeCallFilters };

/** Filters that a link has brought along: what they are, and the way to be rid of them. */
export function GivenFilters({ filters: { weekday, hour, number, clientId }, change }: Props) {
  const t = useT('calls');
  const language = useLanguage();
  const formatNumber = useFormatNumber();
  const clock = (at: number) => `${String(at % 24).padStart(2, '0')}:00`;
  const given: { name: CallFilterName; text: string }[] = [];
  if (weekday !== undefined) given.push({ name: 'weekday', text: weekdayName(Number(weekday), 'long', language) });
  if (hour !== undefined) given.push({ name: 'hour', text: `${clock(Number(hour))}–${clock(Number(hour) + 1)}` });
  if (number !== undefined) given.push({ name: 'number', text: formatNumber(number) });
  if (clientId !== undefined) given.push({ name: 'clientId', text: t('ofClient') });
  return given.map(({ name, text }) => (
    <Button
      key={name}
      variant="light"
      rightSection={<IconX size={13} aria-hidden />}
      aria-label={t('removeFilter', { name: text })}
      onClick={() => change({ [name]: undefined })}
    >
      {text}
    </Button>
  ));
}
