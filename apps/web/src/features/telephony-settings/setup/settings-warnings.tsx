import type { TelephonySettings } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Notice } from '../notice.tsx';
import { alertsQuery } from '../telephony-queries.ts';

const REFUSED_MANY = 3;

/** What deserves a look at once: deliveries with a wrong signature, a clock that disagrees. The banner says it a minute later, for longer. */
export function SettingsWarnings({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const { data } = useQuery(alertsQuery);
  const isSaid = (name: string): boolean => data?.items.some(({ alert }) => alert === name) ?? false;
  const { refusedRecently, clockSkewMinutes, accountTimezone } = settings;
  return (
    <>
      {refusedRecently >= REFUSED_MANY && !isSaid('keys-reissued') && (
        <Notice>{t('warn.refused', { count: refusedRecently })}</Notice>
      )}
      {clockSkewMinutes !== null && !isSaid('clock-disagrees') && (
        <Notice>
          {t('warn.clock', {
            minutes: clockSkewMinutes > 0 ? `+${clockSkewMinutes}` : clockSkewMinutes,
            zone: accountTimezone,
          })}
        </Notice>
      )}
    </>
  );
}
