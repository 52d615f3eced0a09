import type { RecordingReason } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { RecordingDeps } from './recording-deps.ts';
import { DEFAULT_SETTINGS } from './read-settings.ts';
import { removeSound } from './store-sound.ts';

const AT_ONCE = 500;
/** Taken away on purpose. What only failed may be asked for again, and then lies in the same place. */
const GONE = ['deleted', 'expired', 'not-kept'] satisfies RecordingReason[];

/** 5.10: once a day, what is older than the workspace keeps recordings is heard no more. */
export async function sweepOld({ db, now }: RecordingDeps): Promise<void> {
  const at = now();
  const { rows } = await sql<{
    workspaceId: string;
  }>`select workspace_id as "workspaceId" from claim_recording_sweeps(${at})`.execute(db);
  for (const { workspaceId } of rows) {
    await inWorkspace(db, workspaceId, async (tx) => {
      const { rows: old } = await sql<{ wasReady: boolean }>`
        update call_recordings r set state = 'unavailable', reason = 'expired', due_at = null, claim = null, claimed_until = null
        where r.workspace_id = ${workspaceId} and (r.state <> 'unavailable' or r.file_key is not null and r.reason <> all (${GONE}))
          and r.started_at < ${at}::timestamptz - make_interval(days => coalesce(
          (select retention_days from recording_settings where workspace_id = ${workspaceId}), ${DEFAULT_SETTINGS.retentionDays}))
        returning stored_at is not null as "wasReady"
      `.execute(tx);
      const count = old.filter(({ wasReady }) => wasReady).length;
      if (count > 0) await audit(tx, { workspaceId, userId: null, action: 'recordings.expired', about: { count }, at });
    });
  }
}

/** Takes the sound of unwanted recordings out of the archive. A crash in between leaves work for the next time, never a sound without an owner. */
export async function eraseUnwanted({ db, archive, log }: RecordingDeps): Promise<void> {
  const { rows: workspaces } = await sql<{ workspaceId: string }>`
    select workspace_id as "workspaceId" from workspaces_with_recordings_to_erase()
  `.execute(db);
  for (const { workspaceId } of workspaces) {
    const { rows } = await inWorkspace(db, workspaceId, (tx) =>
      sql<{ callId: string; n: number; key: string }>`
        select call_id as "callId", n, file_key as key from call_recordings
        where workspace_id = ${workspaceId} and state = 'unavailable' and file_key is not null and reason = any (${GONE}) limit ${AT_ONCE}
      `.execute(tx),
    );
    for (const { callId, n, key } of rows) {
      try {
        await removeSound(archive, key);
      } catch (err) {
        log.warn({ err, callId }, 'A recording could not be erased and will be tried again');
        continue;
      }
      await inWorkspace(db, workspaceId, (tx) =>
        sql`
          update call_recordings set file_key = null, has_peaks = false, bytes = null
          where workspace_id = ${workspaceId} and call_id = ${callId} and n = ${n} and state = 'unavailable'
        `.execute(tx),
      );
    }
  }
}
