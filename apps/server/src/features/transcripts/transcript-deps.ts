import type { Recording } from '@carillon/contract';
import type { Kysely } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Identity } from '../../http/identity.ts';
import type { Logger } from '../../http/logging.ts';
import type { Connection } from '../../provider/connection.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';

export type TranscriptDeps = {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  clients: ProviderClients;
  /** Before the provider is told to begin: it is to tell when it is ready. Never fails. */
  hearOfTranscripts: (connection: Connection) => Promise<void>;
  /** A recording, and what whoever asks may do with it. @throws {AppError} `not-found`. */
  findRecording: (tx: Tx, who: Identity, which: { id: string; n: number }) => Promise<Recording>;
};

export type TranscriptKey = { workspaceId: string; callId: string; n: number };
/** One that this process asks the provider about now. */
export type Claimed = TranscriptKey & { claim: string };
