import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import type { Logger } from '../http/logging.ts';
import { isOwnFault, letterFault, mailFault } from './mail-fault.ts';
import type { Letter } from './mail-server.ts';
import { readLetter } from './read-letter.ts';

export type MailNoticesDeps = {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  publicUrl: string;
  baseDomain: string | undefined;
  send: (letter: Letter) => Promise<void>;
  isOpen?: () => boolean;
};
type Claimed = { workspaceId: string; id: string };

const GIVEN_UP_AFTER_MS = 86_400_000;

/**
 * Sends the letters that are due, one after the other; several server processes share them. What fails comes back later by itself, for a day.
 * A server that does not answer ends this run; an address it refuses holds up nobody else.
 */
export async function mailNotices(deps: MailNoticesDeps): Promise<void> {
  const { db, now, isOpen = () => true } = deps;
  while (isOpen()) {
    const { rows } = await sql<Claimed>`
      select workspace_id as "workspaceId", id from claim_notice_to_mail(${now()})
    `.execute(db);
    const [claimed] = rows;
    if (!claimed || !(await mailOne(deps, claimed))) return;
  }
}

/** @returns whether to go on with the next. */
async function mailOne({ db, now, log, publicUrl, baseDomain, send }: MailNoticesDeps, claimed: Claimed): Promise<boolean> {
  const { workspaceId } = claimed;
  const notBefore = new Date(+now() - GIVEN_UP_AFTER_MS);
  const letter = await inWorkspace(db, workspaceId, (tx) => readLetter(tx, { ...claimed, publicUrl, baseDomain, notBefore }));
  if (!letter) {
    await settle(db, claimed, null);
    return true;
  }
  try {
    await send(letter);
  } catch (error) {
    const { code, responseCode } = mailFault(error);
    log.warn({ noticeId: claimed.id, workspaceId, code, responseCode }, 'A letter could not be sent and will be tried again');
    return isOwnFault(letterFault(error));
  }
  await settle(db, claimed, now());
  return true;
}

async function settle(db: Kysely<Database>, { workspaceId, id }: Claimed, mailedAt: Date | null): Promise<void> {
  await inWorkspace(db, workspaceId, (tx) =>
    sql`
      update notifications set mail_at = null, mailed_at = ${mailedAt} where workspace_id = ${workspaceId} and id = ${id}
    `.execute(tx),
  );
}
