import type { RecordingSettings } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

export type KeptSettings = Pick<RecordingSettings, 'retentionDays' | 'downloadBy' | 'deleteBy' | 'transcribeBy'>;

/** Of a workspace that has chosen nothing. */
export const DEFAULT_SETTINGS: KeptSettings = {
  retentionDays: 365,
  downloadBy: 'supervisor',
  deleteBy: 'admin',
  transcribeBy: 'supervisor', // the provider charges for it
};

export async function readSettings(tx: Tx, workspaceId: string): Promise<KeptSettings> {
  const { rows } = await sql<KeptSettings>`
    select retention_days as "retentionDays", download_by as "downloadBy", delete_by as "deleteBy", transcribe_by as "transcribeBy"
    from recording_settings where workspace_id = ${workspaceId}
  `.execute(tx);
  return rows[0] ?? DEFAULT_SETTINGS;
}

export async function saveSettings(
  tx: Tx,
  workspaceId: string,
  { retentionDays, downloadBy, deleteBy, transcribeBy }: KeptSettings,
): Promise<void> {
  await sql`
    insert into recording_settings (workspace_id, retention_days, download_by, delete_by, transcribe_by)
    values (${workspaceId}, ${retentionDays}, ${downloadBy}, ${deleteBy}, ${transcribeBy})
    on conflict (workspace_id) do update set retention_days = excluded.retention_days, download_by = excluded.download_by, delete_by = excluded.delete_by,
      transcribe_by = excluded.transcribe_by
  `.execute(tx);
}
