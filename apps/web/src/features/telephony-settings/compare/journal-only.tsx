import { NativeSelect, Skeleton, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Section } from '../../../ui/section.tsx';
import { settingsQuery, useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';

const HOURS = [0, 1, 4, 12, 24, 48, 72, 168];

/** 5.8: the switch for an installation the PBX can't reach, and how old a found missed call may be to be worth a reminder. */
export function JournalOnly() {
  const t = useT('telephony-compare');
  const errorText = useErrorText();
  const { data: settings } = useQuery(settingsQuery);
  const save = useSaveSettings();
  if (!settings)
    return (
      <Section title={t('journalOnly')} text={t('journalOnlyText')}>
        <Skeleton height={104} />
      </Section>
    );
  const { journalOnly, remindMissedHours } = settings.reconciliation;
  const hours = HOURS.includes(remindMissedHours) ? HOURS : [...HOURS, remindMissedHours].toSorted((a, b) => a - b);
  return (
    <Section title={t('journalOnly')} text={t('journalOnlyText')}>
      <Switch
        label={t('journalOnly')}
        checked={journalOnly}
        disabled={save.isPending}
        onChange={(event) => save.mutate({ reconciliation: { journalOnly: event.currentTarget.checked } })}
      />
      <NativeSelect
        mt="sm"
        maw={420}
        label={t('remind')}
        value={String(remindMissedHours)}
        disabled={save.isPending}
        data={hours.map((count) => ({
          value: String(count),
          label: count === 0 ? t('remindNever') : t('remindHours', { count }),
        }))}
        onChange={(event) => save.mutate({ reconciliation: { remindMissedHours: Number(event.currentTarget.value) } })}
      />
      {save.error && (
        <p role="alert" className={classes.bad}>
          {errorText(save.error)}
        </p>
      )}
    </Section>
  );
}
