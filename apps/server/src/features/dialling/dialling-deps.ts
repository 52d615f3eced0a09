import type { CallView } from '@carillon/contract';
import type { Kysely } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';
import type { CallBook, News, Recorded } from '../calls/recorded.ts';

/** The only path by which something about a call becomes true. */
export type RecordFacts = (tx: Tx, book: CallBook, news: readonly News[]) => Promise<Map<string, Recorded>>;

export type DiallingDeps = {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  clients: ProviderClients;
  recordFacts: RecordFacts;
  readCall: (tx: Tx, workspaceId: string, id: string) => Promise<CallView>;
  /** 9.5: who calls somebody that waits has claimed the reminder. */
  claimMissed: (tx: Tx, who: { workspaceId: string; userId: string; e164: string; now: Date }) => Promise<void>;
};
