import { IconLock } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PeriodPicker } from '../statistics/period-picker.tsx';
import { useStatisticsPeriod } from '../statistics/use-statistics-period.ts';
import { LostCallers } from './lost-callers.tsx';

/** "What you lost last month": who called in vain and was talked to by nobody since, and tasks for them in one click. */
export function LostCallersPage() {
  const t = useT('lost-callers');
  const now = useNow();
  const chosen = useStatisticsPeriod('month');
  const title = t(chosen.search.period === 'month' ? 'titleMonth' : 'title');
  if (useMe().role === 'agent') {
    return (
      <>
        <title>{`${title} · Carillon`}</title>
        <PageHeader title={title} />
        <EmptyState icon={IconLock} title={t('leadersOnly')} />
      </>
    );
  }
  const { spans } = chosen;
  return (
    <>
      <title>{`${title} · Carillon`}</title>
      {spans ? (
        <LostCallers title={title} period={spans.now} picker={<PeriodPicker chosen={chosen} now={now} />} />
      ) : (
        <>
          <PageHeader title={title} />
          <PeriodPicker chosen={chosen} now={now} />
        </>
      )}
    </>
  );
}
