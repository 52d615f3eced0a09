import { sql } from 'kysely';
import { type MailDeps, sendLetters } from '../../notices/send-letters.ts';
import { type FigureSources, readReportLetter } from './read-report-letter.ts';

export type SendReportsDeps = MailDeps & FigureSources;

/** Sends the reports that are due. What fails comes back for three days; a trial doesn't: somebody waits and can ask again. */
export function sendReports(deps: SendReportsDeps): Promise<void> {
  return sendLetters(deps, {
    claim: (at) => sql`select workspace_id as "workspaceId", id from claim_report_letter(${at})`,
    read: (tx, claimed) => readReportLetter(tx, deps, { ...claimed, now: deps.now() }),
    settle: ({ workspaceId, id }, sentAt) => sql`
      update weekly_report_letters set mail_at = null, sent_at = ${sentAt}, fault = case when ${sentAt}::timestamptz is null then fault end
      where workspace_id = ${workspaceId} and id = ${id}
    `,
    noteFault: ({ workspaceId, id }, fault) => sql`
      update weekly_report_letters set fault = ${fault}, mail_at = case when not trial then mail_at end
      where workspace_id = ${workspaceId} and id = ${id}
    `,
    failure: 'A weekly report could not be sent',
  });
}
