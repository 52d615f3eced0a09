import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import classes from './change-line.module.css';
import { type Figure, type Wish, changeOf } from './change-of.ts';
import { sizeText } from './change-text.ts';
import { figureText } from './figure-text.ts';

const ICONS = { up: IconArrowUp, down: IconArrowDown };

type Props = { figure: Figure; wish: Wish };

/** How a figure stands against the one before: colour for good and bad news, an arrow, and the figure it was. */
export function ChangeLine({ figure, wish }: Props) {
  const t = useT('statistics');
  const language = useLanguage();
  const change = changeOf(figure, wish);
  if (!change) return null;
  if (change.trend === 'same') return <span className={classes.was}>{t('trend.same')}</span>;
  const Icon = ICONS[change.trend];
  const words = { language, points: t('points') };
  return (
    <>
      <span aria-hidden className={classes.trend} data-news={change.news}>
        <Icon size={13} stroke={2} />
        {sizeText(change, words)}
      </span>
      <VisuallyHidden>{t(`trend.${change.trend}`, { size: sizeText(change, words) })}, </VisuallyHidden>
      <span className={classes.was}>{t('was', { value: figureText(figure.unit, figure.before, language) })}</span>
    </>
  );
}
