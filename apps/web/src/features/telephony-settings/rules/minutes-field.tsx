import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';

type Props = { label: string; description: string; minutes: number; min: number; save: (minutes: number) => void };

const MINUTES_MAX = 10_080; // a week

/** Whole minutes, saved when the field is left. */
export function MinutesField({ label, description, minutes, min, save }: Props) {
  const t = useT('telephony-rules');
  const [value, setValue] = useState<number | string>(minutes);
  const [shown, setShown] = useState(minutes);
  if (shown !== minutes) {
    setShown(minutes); // an undo, or another tab
    setValue(minutes);
  }
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= MINUTES_MAX;
  const leave = () => {
    if (fits && value !== minutes) save(value);
  };
  return (
    <NumberInput
      label={label}
      description={description}
      error={fits ? undefined : t('missed.minutesWrong', { min })}
      allowNegative={false}
      allowDecimal={false}
      max={99_999}
      value={value}
      onChange={setValue}
      onBlur={leave}
      onKeyDown={({ key }) => key === 'Enter' && leave()}
    />
  );
}
