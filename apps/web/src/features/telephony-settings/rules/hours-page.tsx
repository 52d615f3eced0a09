import { useT } from '../../../lib/i18n/use-t.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { NumbersSection } from './numbers-section.tsx';
import { OutcomesSection } from './outcomes-section.tsx';
import { SchedulesSection } from './schedules-section.tsx';

/** Settings → Telephony → Numbers and hours. For supervisors, too (2.7). */
export function HoursPage() {
  const t = useT('telephony');
  return (
    <>
      <title>{`${t('tab.hours')} · Carillon`}</title>
      <PageHeader title={t('tab.hours')} />
      <NumbersSection />
      <SchedulesSection />
      <OutcomesSection />
    </>
  );
}
