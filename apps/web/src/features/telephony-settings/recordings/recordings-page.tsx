import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useMe } from '../../../lib/session.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Section } from '../../../ui/section.tsx';
import { AdministratorsOnly } from '../telephony-layout.tsx';
import { settingsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { ArchiveFigures } from './archive-figures.tsx';
import { ExtensionRecordings } from './extension-recordings.tsx';
import { recordingSettingsQuery } from './recording-settings-query.ts';
import { RetentionField } from './retention-field.tsx';
import { RightsFields } from './rights-fields.tsx';

/** Settings → Telephony → Recordings (5.9, 5.10): what is recorded, how long it is kept, who may take it away. */
export function RecordingsPage() {
  return useMe().role === 'admin' ? <Recordings /> : <AdministratorsOnly />;
}

function Recordings() {
  const t = useT('recordings');
  const { data, error, refetch } = useQuery(recordingSettingsQuery);
  const telephony = useQuery(settingsQuery);
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader title={t('title')} />
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={420} mt={16} />}
      {data && (
        <>
          <Section title={t('keep.title')} text={t('keep.text')}>
            <RetentionField days={data.retentionDays} />
            <ArchiveFigures settings={data} />
          </Section>
          <Section title={t('rights.title')} text={t('rights.text')}>
            <RightsFields settings={data} />
          </Section>
        </>
      )}
      <Section title={t('extensions.title')} text={t('extensions.text')}>
        {telephony.data && !telephony.data.connected && <p className={classes.note}>{t('extensions.unconnected')}</p>}
        {telephony.data?.connected && <ExtensionRecordings />}
      </Section>
    </>
  );
}
