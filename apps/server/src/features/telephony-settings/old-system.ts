import type { RelayState } from '@carillon/contract';
import type { Tx } from '../../db/in-workspace.ts';

type Which = { workspaceId: string; connectionId: string };
type Kind = RelayState['kind'];
type Change = { at: Date; userId: string };

/** What the settings need of the relay (1.5), a feature of its own. */
export type OldSystem = {
  /** Why an address can get nothing from us, in words; `undefined` when it can. */
  refuse: (url: string, connection: { provider: string }) => Promise<string | undefined>;
  read: (tx: Tx, which: Which) => Promise<RelayState[]>;
  start: (tx: Tx, relay: Which & { kind: Kind; url: string }, by: Change) => Promise<void>;
  stop: (tx: Tx, which: Which, by: Change & { kind?: Kind }) => Promise<unknown>;
};
