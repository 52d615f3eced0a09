import type { Announcement, Call } from '@carillon/telephony';
import { uuidv7 } from 'uuidv7';
import { sendCallNews } from '../../call-news.ts';
import { closeRequest, pendingCallId } from '../../call-requests/request-store.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { RecordFacts } from './dialling-deps.ts';
import { freeLockOf } from './dialling-lock.ts';

type Closing = { workspaceId: string; connectionId: string; id: string; at: Date; refused: boolean };

/** The call was not placed, and never will be as far as anybody knows: whoever clicked is told. `false` when the PBX has dialled after all. */
export async function notPlaced(tx: Tx, recordFacts: RecordFacts, closing: Closing): Promise<boolean> {
  const { workspaceId, connectionId, id, at } = closing;
  if (!(await closeRequest(tx, closing))) return false;
  await freeLockOf(tx, workspaceId, id);
  const fact = { kind: 'expired', at, fingerprint: 'not-placed', source: 'clock', late: false } as const;
  const book = { workspaceId, connectionId, menuOnlyIsMissed: true, now: at, effects: [] };
  const recorded = await recordFacts(tx, book, [{ pbxCallId: pendingCallId(id), id: uuidv7(), fact, confirms: false }]);
  const news = [...recorded.values()].map(({ callId, version, after }) => ({
    workspaceId,
    callId,
    version,
    announcements: toldTo(after),
  }));
  await sendCallNews(tx, news);
  return true;
}

const toldTo = ({ userId }: Call): Announcement[] => (userId === null ? [] : [{ type: 'call.updated', userIds: [userId] }]);
