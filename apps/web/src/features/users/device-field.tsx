import type { User } from '@carillon/contract';
import { Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { browserPhoneQuery } from './users-query.ts';
import classes from './users-page.module.css';

type Device = User['callDevice'];
type Props = {
  value: Device;
  /** The mobile is chosen, and none is entered. */
  noMobile: boolean;
  mobile: string | undefined;
  onChange: (device: Device) => void;
};

const DEVICES = ['desk', 'browser', 'mobile'] as const;

/** 3.3: what rings first when they call from the CRM. The browser phone (3.11) is on for whoever has it here. */
export function DeviceField({ value, noMobile, mobile, onChange }: Props) {
  const t = useT('users');
  const { data: inBrowser = false } = useQuery(browserPhoneQuery);
  return (
    <Radio.Group
      label={t('device')}
      description={t('deviceHint')}
      error={noMobile && t('deviceNoMobile')}
      value={value}
      onChange={(chosen) => onChange(DEVICES.find((device) => device === chosen) ?? 'desk')}
    >
      <div className={classes.form} style={{ gap: 8, margin: '6px 0' }}>
        <Radio value="desk" label={t('device.desk')} description={t('deviceHint.desk')} />
        {(inBrowser || value === 'browser') && (
          <Radio
            value="browser"
            label={t('device.browser')}
            description={t(inBrowser ? 'deviceHint.browser' : 'deviceHint.browserOff')}
          />
        )}
        <Radio
          value="mobile"
          label={t('device.mobile')}
          description={mobile === undefined ? t('deviceHint.mobile') : t('deviceHint.mobileNumber', { number: mobile })}
        />
      </div>
    </Radio.Group>
  );
}
