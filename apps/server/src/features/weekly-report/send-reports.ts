import type { LetterFault } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import { isOwnFault, letterFault, mailFault } from '../../notices/mail-fault.ts';
import type { Letter } from '../../notices/mail-server.ts';
import { type FigureSources, readReportLetter } from './read-report-letter.ts';

export type SendReportsDeps = FigureSources & {
  db: Kysely<Database>;
  now: () => Date;
  log: Logger;
  publicUrl: string;
  baseDomain: string | undefined;
  send: (letter: Letter) => Promise<void>;
  isOpen?: () => boolean;
};
type Claimed = { workspaceId: string; id: string };
type Outcome = { sentAt: Date | null; fault: LetterFault | null };

/**
 * Sends the reports that are due, one after the other; several server processes share them. What fails comes back later by itself, for
 * three days; a trial doesn't: somebody waits and can ask again.
 */
export async function sendReports(deps: SendReportsDeps): Promise<void> {
  const { db, now, isOpen = () => true } = deps;
  while (isOpen()) {
    const { rows } = await sql<Claimed>`
      select workspace_id as "workspaceId", id from claim_report_letter(${now()})
    `.execute(db);
    const [claimed] = rows;
    if (!claimed || !(await sendOne(deps, claimed))) return;
  }
}

/** @returns whether to go on with the next. */
async function sendOne(deps: SendReportsDeps, claimed: Claimed): Promise<boolean> {
  const { db, now, log, send } = deps;
  const { workspaceId, id } = claimed;
  const read = await inWorkspace(db, workspaceId, (tx) => readReportLetter(tx, deps, { ...claimed, now: now() }));
  if (!read) {
    await settle(db, claimed, { sentAt: null, fault: null });
    return true;
  }
  try {
    await send(read.letter);
  } catch (error) {
    const fault = letterFault(error);
    const { code, responseCode } = mailFault(error);
    log.warn({ letterId: id, workspaceId, code, responseCode }, 'A weekly report could not be sent');
    if (read.isTrial) await settle(db, claimed, { sentAt: null, fault });
    else await noteFault(db, claimed, fault);
    return isOwnFault(fault);
  }
  await settle(db, claimed, { sentAt: now(), fault: null });
  return true;
}

async function settle(db: Kysely<Database>, { workspaceId, id }: Claimed, { sentAt, fault }: Outcome): Promise<void> {
  await inWorkspace(db, workspaceId, (tx) =>
    sql`
      update weekly_report_letters set mail_at = null, sent_at = ${sentAt}, fault = ${sentAt === null ? sql`coalesce(${fault}, fault)` : null}
      where workspace_id = ${workspaceId} and id = ${id}
    `.execute(tx),
  );
}

async function noteFault(db: Kysely<Database>, { workspaceId, id }: Claimed, fault: LetterFault): Promise<void> {
  await inWorkspace(db, workspaceId, (tx) =>
    sql`update weekly_report_letters set fault = ${fault} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx),
  );
}
