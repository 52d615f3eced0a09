import type { TelephonySettings } from '@carillon/contract';
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useT } from '../../../lib/i18n/use-t.ts';

const REFUSED_MANY = 3;

/** What deserves a look now: deliveries with a wrong signature, a clock that disagrees. */
export function SettingsWarnings({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const { refusedRecently, clockSkewMinutes, accountTimezone } = settings;
  return (
    <>
      {refusedRecently >= REFUSED_MANY && <Warning text={t('warn.refused', { count: refusedRecently })} />}
      {clockSkewMinutes !== null && (
        <Warning
          text={t('warn.clock', {
            minutes: clockSkewMinutes > 0 ? `+${clockSkewMinutes}` : clockSkewMinutes,
            zone: accountTimezone,
          })}
        />
      )}
    </>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <Alert
      role="alert"
      variant="light"
      color="yellow"
      mb="sm"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      styles={{ message: { color: 'inherit' } }}
    >
      {text}
    </Alert>
  );
}
