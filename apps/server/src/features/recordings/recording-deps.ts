import type { Kysely } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';
import type { Provider } from '../../provider/providers.ts';
import type { Archive } from './archive.ts';
import type { FreeBytes } from './download.ts';
import type { SoundMeter } from './measure-sound.ts';

export type RecordingDeps = {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  clients: ProviderClients;
  providers: readonly Provider[];
  archive: Archive;
  freeBytes: FreeBytes;
  meter: Pick<SoundMeter, 'measure'>;
  /** What a recording that has just come causes elsewhere, in the transaction that says so. */
  onFetched: (tx: Tx, key: RecordingKey, at: Date) => Promise<void>;
};

export type RecordingKey = { workspaceId: string; callId: string; n: number };
/** One that this process fetches now. */
export type Claimed = RecordingKey & { claim: string };
