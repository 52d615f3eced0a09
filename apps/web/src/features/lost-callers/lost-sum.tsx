import type { LostCallerList } from '@carillon/contract';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { Definition } from '../statistics/definition.tsx';
import classes from './lost-callers.module.css';

type Props = { list: LostCallerList; period: { from: Date; to: Date } };

/** Which days, and how the list follows from the figure of the statistics: each part is said. */
export function LostSum({ list, period }: Props) {
  const t = useT('lost-callers');
  const statistics = useT('statistics');
  const language = useLanguage();
  const { lost, reachedLater, leftOut, waiting, complete } = list;
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' });
  const parts = [
    t('sum.lost', { count: lost }),
    ...(reachedLater > 0 ? [t('sum.reachedLater', { count: reachedLater })] : []),
    ...(leftOut > 0 ? [t('sum.leftOut', { count: leftOut })] : []),
    ...(waiting > 0 ? [t('sum.waiting', { count: waiting })] : []),
  ];
  return (
    <div className={classes.sum}>
      <span>
        {day.formatRange(period.from, new Date(+period.to - 1))}: {parts.join(' · ')}
      </span>
      <Definition name={statistics('figure.lost')}>
        {statistics('definition.lost')} {t('definition')}
      </Definition>
      {!complete && <p className={classes.quiet}>{statistics('stillCounting')}</p>}
    </div>
  );
}
