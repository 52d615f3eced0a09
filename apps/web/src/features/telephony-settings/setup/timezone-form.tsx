import type { TelephonySettings } from '@carillon/contract';
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { zoneNames } from './zone-names.ts';

/** F7: the zone of the times the PBX sends. In force as suggested until a person confirms or changes it. */
export function TimezoneForm({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const errorText = useErrorText();
  const [zone, setZone] = useState(settings.accountTimezone);
  const { mutate, isPending, error } = useSaveSettings();
  const changed = zone !== settings.accountTimezone;
  return (
    <div style={{ marginTop: 16 }}>
      <div className={classes.row} style={{ alignItems: 'flex-end' }}>
        <Select
          searchable
          allowDeselect={false}
          w={280}
          limit={100}
          label={t('zone.label')}
          data={zoneNames(settings.accountTimezone)}
          value={zone}
          onChange={(value) => setZone(value ?? zone)}
        />
        {(changed || !settings.timezoneConfirmed) && (
          <Button variant="default" size="sm" loading={isPending} onClick={() => mutate({ accountTimezone: zone })}>
            {t(changed ? 'zone.change' : 'zone.confirm')}
          </Button>
        )}
      </div>
      <p className={classes.note} style={{ marginTop: 4 }}>
        {t(settings.timezoneConfirmed ? 'zone.confirmed' : 'zone.suggested')}
      </p>
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </div>
  );
}
