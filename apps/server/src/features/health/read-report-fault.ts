import type { LetterFault } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

/**
 * Why the weekly report does not reach a receiver, an hour after it was due, or given up; until one that was made later, a trial too, has gone:
 * to the same person where the fault was the letter's or its address's, to anybody where it was the mail server's.
 */
export async function readReportFault(tx: Tx, workspaceId: string, now: Date): Promise<LetterFault | undefined> {
  const { rows } = await sql<{ fault: LetterFault }>`
    select l.fault from weekly_report_letters l
    join weekly_reports r on r.workspace_id = l.workspace_id and r.enabled_at <= l.made_at
    join weekly_report_receivers g on g.workspace_id = l.workspace_id and g.user_id = l.user_id
    join users u on u.workspace_id = l.workspace_id and u.id = l.user_id and u.active and u.role in ('admin', 'supervisor')
    where l.workspace_id = ${workspaceId} and not l.trial and l.sent_at is null and l.fault is not null
      and (l.mail_at is null or l.made_at <= ${now}::timestamptz - interval '1 hour')
      and not exists (
        select from weekly_report_letters later where later.workspace_id = ${workspaceId} and later.made_at > l.made_at
          and later.sent_at is not null and (later.user_id = l.user_id or l.fault not in ('address-refused', 'letter-refused')))
    order by l.made_at desc, l.id desc limit 1
  `.execute(tx);
  return rows[0]?.fault;
}
