import type { Note, NoteAboutType } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** A note as it is kept. `place` is its moment with the microseconds a Date has not. */
export type NoteRecord = Omit<Note, 'at' | 'about'> & { at: Date; aboutType: NoteAboutType; aboutId: string; place: string };

/** These notes, the newest first; those of another workspace are left out. */
export async function loadNotes(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<NoteRecord[]> {
  const { rows } = await sql<NoteRecord>`
    select n.id, n.about_type as "aboutType", n.about_id as "aboutId", n.text, n.at, n.at::text as place,
      case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as author
    from notes n left join users u on u.workspace_id = n.workspace_id and u.id = n.author_id
    where n.workspace_id = ${workspaceId} and n.id = any(${[...ids]}::uuid[])
    order by n.at desc, n.id
  `.execute(tx);
  return rows;
}

/** A note as the API shows it. */
export const showNote = ({ id, aboutType, aboutId, text, author, at }: NoteRecord): Note => ({
  id,
  about: { type: aboutType, id: aboutId },
  text,
  author,
  at: at.toISOString(),
});
