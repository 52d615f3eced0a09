import type { LiveBoard } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { ChangeLine } from '../statistics/change-line.tsx';
import { figureText } from '../statistics/figure-text.ts';
import classes from './live-page.module.css';

const FIGURES = [
  { name: 'answered', unit: 'count', wish: 'more', status: 'answered' },
  { name: 'missed', unit: 'count', wish: 'less', status: 'missed' },
  { name: 'waitMean', unit: 'seconds', wish: 'less', status: 'answered' },
] as const;

/** Today's incoming calls against yesterday's until this hour; each opens its calls. */
export function DayFigures({ board }: { board: LiveBoard | undefined }) {
  const t = useT('live-board');
  const language = useLanguage();
  return (
    <ul className={classes.figures} aria-label={t('today')}>
      {FIGURES.map(({ name, unit, wish, status }) => (
        <li key={name}>
          <span className={classes.label}>{t(`figure.${name}`)}</span>
          {board ? (
            <>
              <TextLink
                to="/calls"
                search={{ period: 'today', direction: 'inbound', status }}
                className={classes.value}
                underline="hover"
                aria-label={`${t(`figure.${name}`)}: ${figureText(unit, board.today[name], language)}. ${t('showCalls')}`}
              >
                {figureText(unit, board.today[name], language)}
              </TextLink>
              <span className={classes.change} title={t('yesterday')}>
                <ChangeLine figure={{ unit, value: board.today[name], before: board.yesterday[name] }} wish={wish} />
              </span>
            </>
          ) : (
            <Skeleton height={20} width={80} />
          )}
        </li>
      ))}
    </ul>
  );
}
