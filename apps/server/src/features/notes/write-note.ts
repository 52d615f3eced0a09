import type { Note, NoteCreate, Role } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { loadNotes, showNote } from '../../work/load-notes.ts';
import { settleAbout } from '../../work/settle-about.ts';

type By = { workspaceId: string; userId: string; role: Role; at: Date };
const noNote = () => new AppError('not-found', 'There is no such note.');

/** @throws {AppError} `invalid` when there is nothing in it, or nothing it is about. */
export async function createNote(tx: Tx, { workspaceId, userId, at }: By, input: NoteCreate): Promise<Note> {
  const about = await settleAbout(tx, { workspaceId, about: input.about, at });
  const id = uuidv7();
  const row = { about_type: about.type, about_id: about.id, text: textOf(input.text), author_id: userId, at };
  await tx
    .insertInto('notes')
    .values({ workspace_id: workspaceId, id, ...row })
    .execute();
  return readNote(tx, workspaceId, id);
}

/** @throws {AppError} `not-found`, `forbidden` for somebody else's, `invalid` when nothing is left of it. */
export async function rewriteNote(tx: Tx, by: By, { id, text }: { id: string; text: string | undefined }): Promise<Note> {
  const { workspaceId } = by;
  await mayChange(tx, by, id);
  if (text !== undefined)
    await sql`update notes set text = ${textOf(text)} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  return readNote(tx, workspaceId, id);
}

/** @throws {AppError} `not-found`, `forbidden` for somebody else's. */
export async function deleteNote(tx: Tx, by: By, id: string): Promise<void> {
  const { workspaceId, userId, at } = by;
  await mayChange(tx, by, id);
  await sql`delete from notes where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  await audit(tx, { workspaceId, userId, action: 'note.deleted', about: { noteId: id }, at });
}

/** @throws {AppError} `not-found` */
export async function readNote(tx: Tx, workspaceId: string, id: string): Promise<Note> {
  const [note] = await loadNotes(tx, workspaceId, [id]);
  if (!note) throw noNote();
  return showNote(note);
}

/** People change their own words; a supervisor anybody's. */
async function mayChange(tx: Tx, { workspaceId, userId, role }: By, id: string): Promise<void> {
  const { author } = await readNote(tx, workspaceId, id);
  if (role === 'agent' && author?.id !== userId) throw new AppError('forbidden', 'This note is somebody else’s.');
}

function textOf(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid('/text', 'A note needs a text.');
  return trimmed;
}
