import type { TelephonySettings } from '@carillon/contract';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Notice } from '../notice.tsx';

const REFUSED_MANY = 3;

/** What deserves a look now: deliveries with a wrong signature, a clock that disagrees. */
export function SettingsWarnings({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const { refusedRecently, clockSkewMinutes, accountTimezone } = settings;
  return (
    <>
      {refusedRecently >= REFUSED_MANY && <Notice>{t('warn.refused', { count: refusedRecently })}</Notice>}
      {clockSkewMinutes !== null && (
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
