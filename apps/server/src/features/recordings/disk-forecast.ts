import type { RecordingSettings } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { hasRoom } from './download.ts';
import type { RecordingDeps } from './recording-deps.ts';

const MEASURED_DAYS = 30;

type Sums = {
  files: number;
  bytes: string;
  preparing: number;
  unavailable: number;
  recent: string;
  days: number;
  waiting: boolean;
};

/** How much lies there, how much comes a day, and where that leads at this retention. */
export async function diskForecast(
  tx: Tx,
  { archive, freeBytes, now }: RecordingDeps,
  { workspaceId, retentionDays }: { workspaceId: string; retentionDays: number },
): Promise<RecordingSettings['disk']> {
  const { rows } = await sql<Sums>`
    select count(*) filter (where state = 'ready')::int as files, coalesce(sum(bytes) filter (where state = 'ready'), 0) as bytes,
      count(*) filter (where state = 'preparing')::int as preparing,
      count(*) filter (where state = 'unavailable' and reason <> all ('{deleted,expired,not-kept}'))::int as unavailable,
      coalesce(sum(bytes) filter (where stored_at > ${now()}::timestamptz - make_interval(days => ${MEASURED_DAYS})), 0) as recent,
      least(${MEASURED_DAYS}, greatest(1, ceil(extract(epoch from ${now()}::timestamptz - min(stored_at)) / 86400)))::int as days,
      coalesce(bool_or(state = 'preparing' and reason = 'storage-full'), false) as waiting
    from call_recordings where workspace_id = ${workspaceId}
  `.execute(tx);
  if (!rows[0]) throw new Error('An aggregate always has a row.');
  const { files, preparing, unavailable, days, waiting } = rows[0];
  const bytesPerDay = Math.round(Number(rows[0].recent) / Math.max(1, days ?? 1));
  const bytes = Number(rows[0].bytes);
  const forecastBytes = bytesPerDay * retentionDays;
  const free = archive.kind === 'folder' ? await freeBytes(archive.incoming).catch(() => null) : null; // a folder that is not made yet
  const isFull = free !== null && forecastBytes > bytes && bytesPerDay > 0 && forecastBytes - bytes > free;
  return {
    files,
    bytes,
    preparing,
    unavailable,
    bytesPerDay,
    forecastBytes,
    freeBytes: free,
    fullInDays: isFull ? Math.floor(free / bytesPerDay) : null,
    waiting: waiting || (free !== null && !(await hasRoom(freeBytes, archive.incoming, 0))),
  };
}
