import type { RecordingSettings, RecordingSettingsPatch } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useSaveAtOnce } from '../../../ui/use-save-at-once.ts';

const PATH = '/telephony/recordings';

export const recordingSettingsQuery = queryOptions({
  queryKey: ['telephony', 'recordings'],
  queryFn: ({ signal }) => api.get<RecordingSettings>(PATH, { signal }),
});
const { queryKey } = recordingSettingsQuery;

/** Saves at once; it can be taken back for 8 seconds. */
export function useSaveRecordingSettings(): (patch: RecordingSettingsPatch) => void {
  return useSaveAtOnce<RecordingSettings>({ path: PATH, queryKey, text: useT('recordings')('saved') });
}
