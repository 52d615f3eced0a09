import type { RecordingSettings } from '@carillon/contract';
import { NativeSelect } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useSaveRecordingSettings } from './recording-settings-query.ts';
import classes from './recordings.module.css';

const DOWNLOAD_BY = ['admin', 'supervisor', 'everybody'] as const;
const DELETE_BY = ['admin', 'supervisor'] as const;

/** Who may save a recording as a file, ask for its words, and erase it. */
export function RightsFields({ settings: { downloadBy, deleteBy, transcribeBy } }: { settings: RecordingSettings }) {
  const t = useT('recordings');
  const save = useSaveRecordingSettings();
  return (
    <div className={classes.rights}>
      <NativeSelect
        label={t('rights.download')}
        data={DOWNLOAD_BY.map((value) => ({ value, label: t(`rights.${value}`) }))}
        value={downloadBy}
        onChange={({ currentTarget: { value } }) => save({ downloadBy: DOWNLOAD_BY.find((one) => one === value) ?? downloadBy })}
      />
      <NativeSelect
        label={t('rights.transcribe')}
        data={DOWNLOAD_BY.map((value) => ({ value, label: t(`rights.${value}`) }))}
        value={transcribeBy}
        onChange={({ currentTarget: { value } }) =>
          save({ transcribeBy: DOWNLOAD_BY.find((one) => one === value) ?? transcribeBy })
        }
      />
      <NativeSelect
        label={t('rights.delete')}
        data={DELETE_BY.map((value) => ({ value, label: t(`rights.${value}`) }))}
        value={deleteBy}
        onChange={({ currentTarget: { value } }) => save({ deleteBy: DELETE_BY.find((one) => one === value) ?? deleteBy })}
      />
    </div>
  );
}
