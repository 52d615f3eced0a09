import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';

type Entry = { workspaceId: string; userId: string | null; action: string; about?: Record<string, unknown>; at: Date };

/** Writes down who did what, in the transaction that does it. `about` holds ids and plain words, never secrets or numbers of clients. */
export async function audit(tx: Tx, { workspaceId, userId, action, about = {}, at }: Entry): Promise<void> {
  await tx
    .insertInto('audit_entries')
    .values({ workspace_id: workspaceId, id: uuidv7(), at, user_id: userId, action, about: JSON.stringify(about) })
    .execute();
}
