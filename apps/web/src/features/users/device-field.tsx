import { Radio } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import type { Device } from './device-of.ts';
import classes from './users-page.module.css';

type Props = {
  value: Device;
  /** The mobile is chosen, and none is entered. */
  noMobile: boolean;
  mobile: string | undefined;
  onChange: (device: Device) => void;
};

/** 3.3: what rings first when they call from the CRM. */
export function DeviceField({ value, noMobile, mobile, onChange }: Props) {
  const t = useT('users');
  return (
    <Radio.Group
      label={t('device')}
      description={t('deviceHint')}
      error={noMobile && t('deviceNoMobile')}
      value={value}
      onChange={(chosen) => onChange(chosen === 'mobile' ? 'mobile' : 'desk')}
    >
      <div className={classes.form} style={{ gap: 8, margin: '6px 0' }}>
        <Radio value="desk" label={t('device.desk')} description={t('deviceHint.desk')} />
        <Radio
          value="mobile"
          label={t('device.mobile')}
          description={mobile === undefined ? t('deviceHint.mobile') : t('deviceHint.mobileNumber', { number: mobile })}
        />
      </div>
    </Radio.Group>
  );
}
