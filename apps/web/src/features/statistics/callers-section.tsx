import type { StatisticsTotals } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { Section } from '../../ui/section.tsx';
import type { Figure } from './change-of.ts';
import { Definition } from './definition.tsx';
import { figureText } from './figure-text.ts';
import classes from './statistics.module.css';

const FIGURES = [
  { name: 'callbackMedian', unit: 'seconds' },
  { name: 'calledBack', unit: 'count' },
  { name: 'missedCallers', unit: 'count' },
  { name: 'abandoned', unit: 'count' },
  { name: 'repeatedCallers', unit: 'count' },
  { name: 'newClients', unit: 'count' },
] as const satisfies readonly { name: keyof StatisticsTotals; unit: Figure['unit'] }[];

type Props = { totals: StatisticsTotals | undefined; before: StatisticsTotals | undefined };

/** How soon callers in vain were called back, and who the callers were. */
export function CallersSection({ totals, before }: Props) {
  const t = useT('statistics');
  const language = useLanguage();
  return (
    <Section title={t('callBacks')}>
      {!totals ? (
        <Skeleton height={150} />
      ) : (
        <dl className={classes.facts}>
          {FIGURES.map(({ name, unit }) => (
            <div key={name}>
              <dt>
                {t(`figure.${name}`)}
                <Definition name={t(`figure.${name}`)}>{t(`definition.${name}`)}</Definition>
              </dt>
              <dd>
                {figureText(unit, totals[name], language)}
                {before && before[name] !== null && (
                  <span className={classes.was}>{t('was', { value: figureText(unit, before[name], language) })}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
