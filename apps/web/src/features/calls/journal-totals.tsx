import { useQuery } from '@tanstack/react-query';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import type { Query } from '../../lib/api.ts';
import { figureText } from '../statistics/figure-text.ts';
import { statisticsQuery } from '../statistics/statistics-query.ts';
import classes from './journal-totals.module.css';

const BEGINNING = new Date('2000-01-01T00:00:00Z');

type Props = { /** The journal's filters as the API takes them. */ query: Query; now: Date };

/** What the shown calls come to, all of them, not only those loaded so far. */
export function JournalTotals({ query, now }: Props) {
  const t = useT('calls');
  const language = useLanguage();
  const { from, to, ...filter } = query;
  const span = {
    from: typeof from === 'string' ? new Date(from) : BEGINNING,
    to: typeof to === 'string' ? new Date(to) : new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1),
  };
  const { data } = useQuery(statisticsQuery({ ...span, filter }));
  const totals = data?.totals;
  const figures = totals && [
    t('totalIn', { count: totals.inbound }),
    t('totalOut', { count: totals.outbound }),
    t('totalMissed', { count: totals.missed }),
    ...(totals.answerRate === null ? [] : [t('totalRate', { share: figureText('share', totals.answerRate, language) })]),
    t('totalTalk', { time: figureText('seconds', totals.talkSeconds, language) }),
    ...(totals.waitMean === null ? [] : [t('totalWait', { time: figureText('seconds', totals.waitMean, language) })]),
  ];
  return (
    <ul className={classes.totals} aria-label={t('totals')}>
      {figures?.map((figure) => (
        <li key={figure}>{figure}</li>
      ))}
    </ul>
  );
}
