import { touchCalls } from '../call-news.ts';
import type { Tx } from '../db/in-workspace.ts';

/** A call has changed by what people say: a new version tells everybody who holds it; whose phones it concerns hear of it at once. */
export const touchCall = (
  tx: Tx,
  { workspaceId, callId, at }: { workspaceId: string; callId: string; at: Date },
): Promise<void> => touchCalls(tx, { workspaceId, callIds: [callId], at });
