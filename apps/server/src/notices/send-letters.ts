import type { LetterFault } from '@carillon/contract';
import type { Kysely, RawBuilder } from 'kysely';
import { inWorkspace, type Tx } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import type { Logger } from '../http/logging.ts';
import { isOwnFault, letterFault, mailFault } from './mail-fault.ts';
import type { Letter } from './mail-server.ts';

export type MailDeps = {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  publicUrl: string;
  baseDomain: string | undefined;
  send: (letter: Letter) => Promise<void>;
  isOpen?: () => boolean;
};
type Claimed = { workspaceId: string; id: string };

/** Letters of one kind: how one is taken that is due, read, and written off; `sentAt: null` when nobody is to get it any more. */
type Kind = {
  claim: (now: Date) => RawBuilder<Claimed>;
  read: (tx: Tx, claimed: Claimed) => Promise<Letter | undefined>;
  settle: (claimed: Claimed, sentAt: Date | null) => RawBuilder<unknown>;
  noteFault?: (claimed: Claimed, fault: LetterFault) => RawBuilder<unknown>;
  /** What the log says of one that fails. */
  failure: string;
};

/**
 * Sends the letters that are due, one after the other; several server processes share them. What fails comes back later by itself. A server
 * that does not answer ends this run; an address it refuses holds up nobody else.
 */
export async function sendLetters(deps: MailDeps, kind: Kind): Promise<void> {
  const { db, now, isOpen = () => true } = deps;
  while (isOpen()) {
    const { rows } = await kind.claim(now()).execute(db);
    const [claimed] = rows;
    if (!claimed || !(await sendOne(deps, kind, claimed))) return;
  }
}

/** @returns whether to go on with the next. */
async function sendOne({ db, now, log, send }: MailDeps, kind: Kind, claimed: Claimed): Promise<boolean> {
  const { workspaceId, id } = claimed;
  const write = (statement: RawBuilder<unknown>) => inWorkspace(db, workspaceId, (tx) => statement.execute(tx));
  const letter = await inWorkspace(db, workspaceId, (tx) => kind.read(tx, claimed));
  try {
    if (letter) await send(letter);
  } catch (error) {
    const { code, responseCode } = mailFault(error);
    log.warn({ letterId: id, workspaceId, code, responseCode }, kind.failure);
    const fault = letterFault(error);
    if (kind.noteFault) await write(kind.noteFault(claimed, fault));
    return isOwnFault(fault);
  }
  await write(kind.settle(claimed, letter ? now() : null));
  return true;
}
