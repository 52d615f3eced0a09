import type { ReportLetter } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './weekly-report.module.css';

type Props = { letter: ReportLetter; isTrial?: boolean };

/** What became of a letter, in words; a fault is never told by colour alone. */
export function LetterState({ letter: { state, sentAt, fault }, isTrial = false }: Props) {
  const t = useT('weekly-report');
  if (sentAt !== null)
    return (
      <span className={classes.good}>
        {t('state.sent')} <TimeText at={sentAt} />
      </span>
    );
  if (fault === null || state === 'withdrawn')
    return <span className={classes.quiet}>{t(state === 'waiting' ? 'state.waiting' : 'state.withdrawn')}</span>;
  const again = state === 'waiting' && !isTrial;
  return (
    <span className={classes.bad}>
      {t('state.failed', { fault: t(`fault.${fault}`) })} {again && t('state.again')}
    </span>
  );
}
