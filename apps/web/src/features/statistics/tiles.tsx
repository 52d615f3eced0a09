import type { StatisticsTotals } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { ChangeLine } from './change-line.tsx';
import { Definition } from './definition.tsx';
import { figureText } from './figure-text.ts';
import { journalSearch } from './journal-link.ts';
import { TILE_FIGURES, type TileFigure, tileNote } from './tile-figures.ts';
import classes from './tiles.module.css';
import type { ChosenPeriod } from './use-statistics-period.ts';

type Props = {
  period: ChosenPeriod['search'];
  /** undefined while they load. */
  totals: StatisticsTotals | undefined;
  before: StatisticsTotals | undefined;
};

/** The figures on top: value, change against the period before, what stands behind it; each opens its calls. */
export function Tiles({ period, totals, before }: Props) {
  const t = useT('statistics');
  const leads = useMe().role !== 'agent';
  return (
    <ul className={classes.tiles} aria-label={t('figures')}>
      {TILE_FIGURES.map((figure) => (
        <li
          key={figure.name}
          className={classes.tile}
          data-first={figure.name === 'lost' || undefined}
          data-bad={(figure.name === 'lost' && totals && (totals.lost ?? 0) > 0) || undefined}
        >
          <div className={classes.head}>
            <span className={classes.label}>{t(`figure.${figure.name}`)}</span>
            <Definition name={t(`figure.${figure.name}`)}>{t(`definition.${figure.name}`)}</Definition>
          </div>
          {totals ? (
            <Value figure={figure} period={period} totals={totals} before={before} />
          ) : (
            <div className={classes.loading} data-link={(figure.name === 'lost' && leads) || undefined}>
              <Skeleton height={62} mt={4} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The people behind the figure, for those who may send somebody to them. */
function WhoWasLost({ period }: Pick<Props, 'period'>) {
  const t = useT('statistics');
  if (useMe().role === 'agent') return null;
  return (
    <TextLink to="/missed/lost" search={period} underline="always" fz="sm">
      {t('whoWasLost')}
    </TextLink>
  );
}

type ValueProps = { figure: TileFigure; period: Props['period']; totals: StatisticsTotals; before: StatisticsTotals | undefined };

function Value({ figure: { name, unit, journal, wish }, period, totals, before }: ValueProps) {
  const t = useT('statistics');
  const language = useLanguage();
  const value = figureText(unit, totals[name], language);
  const note = tileNote(name, totals);
  return (
    <>
      <TextLink
        to="/calls"
        search={journalSearch(period, journal)}
        className={classes.value}
        underline="never"
        title={t('showCalls')}
        aria-label={`${t(`figure.${name}`)}: ${value}. ${t('showCalls')}`}
      >
        {value}
      </TextLink>
      <div className={classes.change}>
        {before && <ChangeLine figure={{ unit, value: totals[name], before: before[name] }} wish={wish} />}
      </div>
      <div className={classes.note}>
        {note &&
          t(`note.${note.key}`, {
            count: note.count ?? 0,
            time: figureText('seconds', note.seconds ?? null, language),
            share: figureText('share', note.share ?? null, language),
          })}
      </div>
      {name === 'lost' && <WhoWasLost period={period} />}
    </>
  );
}
