import { VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { TextLink } from '../../ui/text-link.tsx';
import type { Heat } from './heat-of.ts';
import classes from './heat-map.module.css';
import shared from './statistics.module.css';
import { journalSearch } from './journal-link.ts';
import type { ChosenPeriod } from './use-statistics-period.ts';
import { weekdayName } from '../../lib/time/weekday-name.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const PHONE = '(max-width: 640px)';
/** Percent of the colour; with more of it the number could not be read. */
const [SHADE_MIN, SHADE_MAX] = [8, 55];
const twoDigits = (hour: number) => String(hour).padStart(2, '0');

type Props = { heat: Heat; period: ChosenPeriod['search'] };

/** Calls by hour and weekday: a table of numbers, the shading beside them. On a phone the days stand side by side. */
export function HeatMap({ heat, period }: Props) {
  const t = useT('statistics');
  const language = useLanguage();
  const phone = useMediaQuery(PHONE, window.matchMedia(PHONE).matches, { getInitialValueInEffect: false });
  const day = (weekday: number, width: 'short' | 'long') => weekdayName(weekday, width, language);
  const cell = (weekday: number, hour: number) => (
    <HeatCell key={`${weekday}-${hour}`} {...{ weekday, hour, period }} calls={heat.calls(weekday, hour)} max={heat.max} />
  );

  if (heat.max === 0) return <p className={shared.nothing}>{t('noCalls')}</p>;
  return (
    <table className={classes.heat} aria-label={t('byHourLabel')}>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>{phone ? t('hour') : t('weekday')}</VisuallyHidden>
          </th>
          {phone
            ? WEEKDAYS.map((weekday) => (
                <th key={weekday} scope="col">
                  {day(weekday, 'short')}
                </th>
              ))
            : heat.hours.map((hour) => (
                <th key={hour} scope="col">
                  {twoDigits(hour)}
                </th>
              ))}
        </tr>
      </thead>
      <tbody>
        {phone
          ? heat.hours.map((hour) => (
              <tr key={hour}>
                <th scope="row">{twoDigits(hour)}</th>
                {WEEKDAYS.map((weekday) => cell(weekday, hour))}
              </tr>
            ))
          : WEEKDAYS.map((weekday) => (
              <tr key={weekday}>
                <th scope="row">{day(weekday, 'short')}</th>
                {heat.hours.map((hour) => cell(weekday, hour))}
              </tr>
            ))}
      </tbody>
    </table>
  );
}

type CellProps = { weekday: number; hour: number; period: ChosenPeriod['search']; calls: number; max: number };

function HeatCell({ weekday, hour, period, calls, max }: CellProps) {
  const t = useT('statistics');
  const language = useLanguage();
  if (calls === 0) {
    return (
      <td className={classes.none}>
        <VisuallyHidden>0</VisuallyHidden>
      </td>
    );
  }
  const day = weekdayName(weekday, 'long', language);
  const title = t('heatCell', { day, from: `${twoDigits(hour)}:00`, to: `${twoDigits((hour + 1) % 24)}:00`, count: calls });
  const shade = Math.round(SHADE_MIN + (calls / max) * (SHADE_MAX - SHADE_MIN));
  return (
    <td className={classes.cell} style={{ backgroundColor: `color-mix(in srgb, var(--heat) ${shade}%, var(--ground))` }}>
      <TextLink
        to="/calls"
        search={journalSearch(period, { weekday, hour })}
        underline="never"
        className={classes.link}
        aria-label={title}
        title={title}
      >
        {calls}
      </TextLink>
    </td>
  );
}
