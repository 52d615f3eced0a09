import type { Extension } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { findConnection } from '../../provider/connection.ts';

type Row = Omit<Extension, 'user' | 'online' | 'transcripts'> & {
  userName: string | null;
  online: boolean | null;
  transcribe: boolean;
};

/** `For manual recognition`, `For automatic speech recognition`; else `Without recognition`, `off`. */
const RECOGNISED = /^for\b.*\brecognition/i;

/** Every extension the PBX has or had, in the order of their numbers, with whom each belongs to. An old "online" is `null`. */
export async function listExtensions(
  tx: Tx,
  { workspaceId, only, now }: { workspaceId: string; only?: string; now: Date },
): Promise<{ items: Extension[]; refreshedAt: string | null }> {
  const connection = await findConnection(tx, workspaceId);
  const { rows } = await sql<Row>`
    select e.extension, e.name, e.user_id as "userId", u.name as "userName",
      case when e.online_at > ${now}::timestamptz - interval '3 minutes' then e.online end as online,
      e.recording, e.transcribe, e.vanished_at is not null as vanished
    from extensions e
    left join users u on u.workspace_id = e.workspace_id and u.id = e.user_id
    where e.workspace_id = ${workspaceId} and e.connection_id = ${connection.id} ${only === undefined ? sql`` : sql`and e.extension = ${only}`}
    order by length(e.extension), e.extension
  `.execute(tx);
  return { items: rows.map(shown), refreshedAt: connection.extensionsRefreshedAt?.toISOString() ?? null };
}

function shown({ userName, transcribe, ...row }: Row): Extension {
  const isOffered = row.recording !== null && RECOGNISED.test(row.recording);
  const transcripts = transcribe ? 'always' : isOffered ? 'on-request' : 'off';
  return { ...row, transcripts, user: row.userId === null ? null : { id: row.userId, name: userName ?? '' } };
}
