import type { Note, NoteListQuery } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { readPlaceCursor, toCursor } from '../../http/cursor.ts';
import { loadNotes, showNote } from '../../work/load-notes.ts';

/** A page of the notes about something, the newest first. */
export async function listNotes(
  tx: Tx,
  workspaceId: string,
  { aboutType, aboutId, limit = 50, cursor }: NoteListQuery,
): Promise<{ items: Note[]; nextCursor: string | null }> {
  const after = readPlaceCursor(cursor);
  const at = after && sql`${after.place}::timestamptz`;
  const { rows } = await sql<{ id: string }>`
    select id from notes where workspace_id = ${workspaceId} and about_type = ${aboutType} and about_id = ${aboutId}
      ${after ? sql`and at <= ${at} and (at < ${at} or id > ${after.id}::uuid)` : sql``}
    order by at desc, id limit ${limit + 1}
  `.execute(tx);
  const notes = await loadNotes(
    tx,
    workspaceId,
    rows.slice(0, limit).map(({ id }) => id),
  );
  const last = rows.length > limit ? notes.at(-1) : undefined;
  return { items: notes.map(showNote), nextCursor: last ? toCursor([last.place, last.id]) : null };
}
