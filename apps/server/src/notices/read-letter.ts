import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { workspaceBaseUrl } from '../workspaces/base-url.ts';
import { letterWords, type MailedNotice } from './letter-words.ts';
import type { Letter } from './mail-server.ts';

type Where = { workspaceId: string; id: string; publicUrl: string; baseDomain: string | undefined; notBefore: Date };
type Row = MailedNotice & { callId: string | null; email: string; language: string; timezone: string | null };

/** The letter of a notice; `undefined` when it is too late for it, or its person has gone or chosen otherwise since. */
export async function readLetter(
  tx: Tx,
  { workspaceId, id, publicUrl, baseDomain, notBefore }: Where,
): Promise<Letter | undefined> {
  const { rows } = await sql<Row>`
    select n.kind, n.data, n.call_id as "callId", n.created_at as "createdAt", i.email, coalesce(u.locale, w.country) as language,
      c.account_timezone as timezone, coalesce(n.data ->> 'didLabel', p.label) as "didLabel",
      coalesce(m.call_count, (n.data ->> 'count')::int, 1) as count
    from notifications n
    join users u on u.workspace_id = n.workspace_id and u.id = n.user_id and u.active and (u.preferences ->> 'email')::boolean
    join identities i on i.id = u.identity_id
    join workspaces w on w.id = n.workspace_id
    left join lateral (select id, account_timezone from connections where workspace_id = ${workspaceId} order by id limit 1) c on true
    left join pbx_numbers p on p.workspace_id = n.workspace_id and p.connection_id = c.id and p.did = n.data ->> 'did'
    left join missed_callers m on m.workspace_id = n.workspace_id and m.id = (n.data ->> 'missedCallId')::uuid
    where n.workspace_id = ${workspaceId} and n.id = ${id} and n.mailed_at is null and n.created_at > ${notBefore}
  `.execute(tx);
  const [notice] = rows;
  if (!notice) return undefined;
  const link = `${await workspaceBaseUrl(tx, { workspaceId, publicUrl, baseDomain })}${pageOf(notice)}`;
  const { email, language, timezone } = notice;
  return { id, to: email, ...letterWords(notice, { language, timezone: timezone ?? 'UTC', link }) };
}

/** Where something can be done about it, as the bell's entries lead. */
function pageOf({ kind, data, callId }: Row): string {
  if (kind === 'telephony-alert') return data.alert === 'report-failed' ? '/settings/weekly-report' : '/settings/telephony';
  if (data.missedCallId !== undefined) return '/missed';
  return callId === null ? '/calls' : `/calls/${callId}`;
}
