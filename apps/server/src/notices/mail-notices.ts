import { sql } from 'kysely';
import { readLetter } from './read-letter.ts';
import { type MailDeps, sendLetters } from './send-letters.ts';

const GIVEN_UP_AFTER_MS = 86_400_000;

/** Sends the notices that are due to those who chose e-mail. What fails comes back for a day. */
export function mailNotices(deps: MailDeps): Promise<void> {
  const { now, publicUrl, baseDomain } = deps;
  return sendLetters(deps, {
    claim: (at) => sql`select workspace_id as "workspaceId", id from claim_notice_to_mail(${at})`,
    read: (tx, claimed) => readLetter(tx, { ...claimed, publicUrl, baseDomain, notBefore: new Date(+now() - GIVEN_UP_AFTER_MS) }),
    settle: ({ workspaceId, id }, mailedAt) => sql`
      update notifications set mail_at = null, mailed_at = ${mailedAt} where workspace_id = ${workspaceId} and id = ${id}
    `,
    failure: 'A letter could not be sent and will be tried again',
  });
}
