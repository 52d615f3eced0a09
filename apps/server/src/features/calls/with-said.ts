import type { CallView } from '@carillon/contract';
import type { Tx } from '../../db/in-workspace.ts';
import type { Identity } from '../../http/identity.ts';
import { noteReading } from '../../journal/note-reading.ts';
import { findSaidPhrases } from '../../journal/said-phrases.ts';

type Said<P> = { page: P; said: string | undefined; at: Date };

/** A page of the journal with the phrases that were searched for. They are read with it, so that is written down. */
export async function withSaid<P extends { items: CallView[] }>(
  tx: Tx,
  { workspaceId, userId }: Identity,
  { page, said = '', at }: Said<P>,
): Promise<P> {
  if (said.trim() === '' || page.items.length === 0) return page;
  const found = await findSaidPhrases(tx, workspaceId, { callIds: page.items.map(({ id }) => id), said });
  await noteReading(tx, { workspaceId, userId }, { what: `said ${said}`, action: 'transcripts.searched', about: { said }, at });
  return { ...page, items: page.items.map((call) => ({ ...call, said: found.get(call.id) ?? [] })) };
}
